import CRows
import ReferFormats
import ReferModel
import ReferStore
import Testing

struct BookTests {
  @Test func `a new book is empty and is there only once`() throws {
    let folder = try TemporaryFolder()
    let book = try Book.create(path: folder.book)
    #expect(try book.read { try $0.contactCount() } == 0)
    #expect(throws: BookError.exists(path: folder.book)) { try Book.create(path: folder.book) }
  }
}
