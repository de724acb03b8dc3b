import Foundation
import TestSupport
import Testing

@testable import ReferKit
@testable import ReferStore

@Suite("Groups")
struct GroupTests {
  private static let header = "From,To,Slip Type,Inside/Outside,$ if TYFCB,Qty if CEU,Detail"

  private func book(_ names: String...) throws -> BookOfTests {
    let book = try BookOfTests()
    for name in names { try book.add(name) }
    _ = try AddGroup("Early Birds", in: book.workspace, run: try book.run()).make()
    return book
  }

  private func join(_ book: BookOfTests, _ name: String, _ seat: String?, guarding: ActGuard = .none) throws -> DeedReport {
    var join = JoinGroup(name, "birds", in: book.workspace, run: try book.run())
    join.seat = seat
    join.options.objections = guarding
    return try join.make()
  }

  private func take(_ book: BookOfTests, _ slips: [String]) throws -> GroupReportResult {
    let folder = try TemporaryFolder()
    let file = try folder.write(([Self.header] + slips).map { $0 + "\n" }.joined(), to: "slips.csv")
    return try ImportGroupReport(file, of: "birds", into: book.workspace, run: try book.run()).perform()
  }

  @Test func `what speaks against seating somebody is asked first`() throws {
    let book = try book("Ada Park")
    let careful = ActGuard { act, _, _ in act == .seatingMember ? [.init("they are not vetted")] : [] }
    let error = try #require(throws: ReferError.self) { try join(book, "ada", "banker", guarding: careful) }
    #expect("\(error)".contains("they are not vetted"))
    #expect(try book.read { try $0.groups().map(\.members) } == [0])
  }

  @Test func `a seat is the contact's profession unless another is said, and is written down where there is none`() throws {
    let book = try book("Ada Park", "Bo Lind")
    try book.edit("ada", "profession=Banker")
    _ = try join(book, "ada", nil)
    _ = try join(book, "bo", "Plumber")
    #expect(try book.read { try $0.members(of: 1).map(\.seat) } == ["Banker", "Plumber"])
    #expect(try book.show("bo", .json).contains(#""profession":"Plumber""#))
  }

  @Test func `the book itself refuses a second holder of a seat`() throws {
    let book = try book("Ada Park", "Bo Lind")
    _ = try join(book, "ada", "Real Estate")
    #expect(throws: ReferError.self) {
      try book.workspace.write("group", run: try book.run()) { writer in
        try writer.join(2, group: 1, seat: "real  ESTATE", role: nil, at: 0)
        return "joined"
      }
    }
  }

  @Test func `a member whose name several have is asked for, and the one who has a seat is meant`() throws {
    let book = try book("Ann Baker", "Bob Moor")
    _ = try AddPersonAnyway.add("Ann Baker", book)
    let slip = ["Ann Baker,Bob Moor,Referral,Inside,,,"]
    let before = try book.export()
    #expect(throws: ReferError.self) { try take(book, slip) }
    #expect(try book.export() == before)
    _ = try join(book, "3", "florist")
    #expect(try take(book, slip).added == ["referral": 1])
    #expect(try book.show("3", .json).contains(#""direction":"observed","giver":{"id":"3""#))
    #expect(try !book.show("1", .json).contains("observed"))
  }

  @Test func `a one-to-one of the user's own is a talk, and one of two others is not`() throws {
    let book = try book("Ann Baker", "Bob Moor")
    try book.workspace.write("set", run: try book.run()) { writer in
      try writer.setProfile("name", "Pat Owner")
      return "set"
    }
    let result = try take(book, ["Pat Owner,Ann Baker,One to One,,,,", "Ann Baker,Bob Moor,One to One,,,,"])
    #expect(result.added == ["one_to_one": 2] && result.people == 0)
    #expect(try book.show("ann", .json).contains(#""kind":"one_to_one""#))
    #expect(try !book.show("bob", .json).contains("one_to_one"))
    #expect(try book.read { try $0.slips(of: 1) } == [1: ["one_to_one": 2], 2: ["one_to_one": 1]])
  }

  @Test func `who thanks for business is not kept`() throws {
    let book = try book("Ann Baker", "Bob Moor")
    _ = try take(book, ["Bob Moor,Ann Baker,TYFCB,Outside,\"1,250.00\",,"])
    #expect(try book.read { try $0.slips(of: 1) } == [1: ["business": 1]])
    #expect(try book.read { try $0.namingSlips(2) } == 0)
  }

  @Test func `merging brings slips, seats and reports to the one, and undoing brings them back`() throws {
    let book = try book("Ann Baker", "Anne Baker", "Bob Moor")
    _ = try take(book, ["Ann Baker,Bob Moor,Referral,Inside,,,", "Bob Moor,Anne Baker,Referral,Outside,,,"])
    let (before, slips) = (try book.export(), try book.read { try $0.slips(of: 1) })
    var merge = MergePeople("1", "2", in: book.workspace, run: try book.run())
    merge.preferred = .a
    let deed = try #require(try merge.make().deed)
    #expect(try book.show("bob", .json).contains(#""receiver":{"id":"1""#))
    #expect(try book.read { try $0.namingSlips(2) } == 0)
    try book.undo(deed)
    #expect(try book.export() == before)
    #expect(try book.read { try $0.slips(of: 1) } == slips)
    #expect(try Doctor(book.workspace).problems.isEmpty)
  }
}

/// Another one of a name.
private enum AddPersonAnyway {
  static func add(_ name: String, _ book: BookOfTests) throws -> ContactChange {
    var add = AddPerson(name, in: book.workspace, run: try book.run())
    add.anyway = true
    return try add.make()
  }
}

extension BookReader {
  /// How many slips name a contact, whoever they are credited to.
  fileprivate func namingSlips(_ contact: Int64) throws -> Int {
    let query = try statement("SELECT count(*) FROM slip WHERE contact = ?1 OR other_id = ?1")
    defer { query.reset() }
    query.bind(1, contact)
    return try query.step() ? Int(query.int(0)) : 0
  }
}
