import Foundation
import GRDB
import TestSupport
import Testing

@testable import ReferStore

/// What a book is opened as, and what is refused.
struct BookTests {
  @Test func `a new book is empty, for its owner alone, and is there only once`() throws {
    let folder = try TemporaryFolder()
    let book = try Book.create(path: folder.book)
    #expect(try book.read { try $0.contactCount() } == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.book)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: BookError.exists(path: folder.book)) { try Book.create(path: folder.book) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".new") } == [])
  }

  @Test func `a book that a newer refer wrote is refused, and is as it was`() throws {
    let folder = try TemporaryFolder()
    _ = try Book.create(path: folder.book)
    let queue = try DatabaseQueue(path: folder.book)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try queue.close()
    #expect(throws: BookError.newer(path: folder.book)) { try Book.open(path: folder.book) }
    #expect(throws: BookError.newer(path: folder.book)) { try Book.openForReading(path: folder.book) }
  }

  @Test func `another program's database is no book`() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.book)
    try queue.write { try $0.execute(sql: "CREATE TABLE contact (id INTEGER)") }
    try queue.close()
    #expect(throws: BookError.foreign(path: folder.book)) { try Book.open(path: folder.book) }
    #expect(throws: BookError.foreign(path: folder.book)) { try Book.openForReading(path: folder.book) }
  }

  @Test func `what is not there, and a folder, are told apart`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: BookError.missing(path: folder.book)) { try Book.open(path: folder.book) }
    #expect(throws: BookError.self) { try Book.open(path: folder.path) }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `a book that may not be written is read, and a change of it refused`() throws {
    let stored = try StoredBook(["{\"name\":\"Ada\"}"])
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: stored.folder.book)
    #expect(throws: BookError.readOnly(path: stored.folder.book)) { try Book.open(path: stored.folder.book) }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything"))
  func `a book in a folder that may not be written is read`() throws {
    let stored = try StoredBook(["{\"name\":\"Ada\"}"])
    let folder = try TemporaryFolder()
    let sealed = URL(filePath: folder.path).appending(path: "it's 100% mine?")
    try FileManager.default.createDirectory(at: sealed, withIntermediateDirectories: false)
    let copy = sealed.appending(path: "book.sqlite").path
    try stored.book.inspect { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try FileManager.default.copyItem(atPath: stored.folder.book, toPath: copy)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: sealed.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: sealed.path) }
    #expect(try Book.openForReading(path: copy).read { try $0.contactCount() } == 1)
    #expect(throws: BookError.self) { try Book.open(path: copy).write("add", at: 0) { _ in "" } }
  }

  @Test func `the name by which SQLite takes a file for unchangeable holds every path`() {
    #expect(BookFile.immutable("/a b/it's 100%?#é.sqlite") == "file:/a%20b/it%27s%20100%25%3f%23%c3%a9.sqlite?immutable=1")
  }
}
