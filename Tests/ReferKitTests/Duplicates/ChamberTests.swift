import Foundation
import ReferFormats
import Testing

@testable import ReferKit
@testable import ReferStore

/// One chamber as three people's address books have it: LinkedIn's, Google's and Outlook's exports, with other spellings,
/// namesakes, father and son, sisters, a couple with one address, and an office with one telephone.
@Suite("Duplicates of three address books")
struct ChamberTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/chamber").standardized
  private static let files = ["linkedin", "google", "outlook"]

  private let book = try? BookOfTests()

  private func read() throws -> BookOfTests {
    let book = try #require(book)
    for file in Self.files { try book.take(Self.folder.appending(path: "\(file).csv").path, source: file) }
    return book
  }

  /// Each person's contacts in the book, by the rows of the files, counted on from file to file.
  private func people(_ book: BookOfTests) throws -> [String: Set<Int64>] {
    var contacts: [Int64] = []
    for file in Self.files {
      var turns: [String: Int] = [:]
      try ContactReader(files: [Self.folder.appending(path: "\(file).csv").path], zone: { $0 }).forEachRow(
        { row in
          let read = ImportRow(row, source: file)
          // The second of two rows that look the same.
          turns[read.key, default: 0] += 1
          let key = turns[read.key].map { $0 > 1 ? "\(read.key)#\($0)" : read.key } ?? read.key
          let contact = try book.read { try $0.sourceRecord(file, key)?.contact }
          contacts.append(try #require(contact))
        }, onProblem: { _ in })
    }
    let lines = try String(contentsOf: Self.folder.appending(path: "people.txt"), encoding: .utf8).split(separator: "\n")
    return try lines.reduce(into: [:]) { people, line in
      let parts = line.split(separator: ":")
      people[String(parts[0])] = Set(try parts[1].split(separator: " ").map { contacts[try #require(Int($0)) - 1] })
    }
  }

  @Test func `merging all pairs that are probably one person gives the right people, and no other`() throws {
    let book = try read()
    let before = try people(book)
    #expect(before.values.contains { $0.count == 3 })
    var turns = 0
    while turns < 100 {
      var find = FindDuplicates(in: book.workspace, run: try book.run())
      find.least = FindDuplicates.probable
      guard let pair = try find.pairs().first else { break }
      turns += 1
      var merge = MergePeople(pair.a.id, pair.b.id, in: book.workspace, run: try book.run())
      merge.preferred = .a
      _ = try merge.make()
    }
    #expect(turns == before.values.map { $0.count - 1 }.reduce(0, +))
    let after = try people(book)
    #expect(after.values.allSatisfy { $0.count == 1 })
    #expect(Set(after.values).count == before.count)
  }

  @Test func `all pairs at once are right, too, and importing again after merging changes nothing`() throws {
    let book = try read()
    let people = try people(book)
    var find = FindDuplicates(in: book.workspace, run: try book.run())
    find.least = FindDuplicates.probable
    for pair in try find.pairs() {
      let both = Set([pair.a.id, pair.b.id].compactMap { Int64($0) })
      #expect(people.values.contains { $0.isSuperset(of: both) }, "\(pair.a.label) = \(pair.b.label)")
      var merge = MergePeople(pair.a.id, pair.b.id, in: book.workspace, run: try book.run())
      merge.preferred = .b
      // A pair of three is one already by the two others.
      do { _ = try merge.make() } catch let error as ReferError { #expect("\(error)".hasPrefix("both are")) }
    }
    let merged = try book.export()
    for file in Self.files {
      let report = try book.take(Self.folder.appending(path: "\(file).csv").path, source: file)
      #expect(report.added == 0 && report.changed.isEmpty)
    }
    #expect(try book.export() == merged)
  }
}
