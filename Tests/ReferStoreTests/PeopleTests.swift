import CRows
import ReferModel
import ReferStore
import TestSupport
import Testing

/// Finding people in the book by what is typed.
struct PeopleTests {
  private static let lines = [
    #"{"name":"Ada Park","nickname":"Addie","organization":"Park Bank","email":"ada@example.com","city":"Irvine"}"#,
    #"{"name":"María García","organization":"Bakery","emails":["m@example.com","garcia@example.org"],"tags":["Golf"]}"#,
    #"{"name":"Maria Garcia","organization":"Abogados","title":"Partner","profession":"lawyer","industry":"law"}"#,
    #"{"first_name":"Bo","last_name":"Lind","phones":["+1 (949) 555-0111"],"notes":"Looks for a bookkeeper"}"#,
    #"{"name":"Ada Parker","organization":"Ünlü Works","custom":{"Lead Status":"Warm"}}"#,
  ]

  private func ids(_ typed: String, _ stored: StoredBook) throws -> [Int64] {
    try stored.book.read { try $0.people(PersonQuery(typed), limit: 10).first.map(\.id) }
  }

  private func found(_ words: String..., in stored: StoredBook, withArchived: Bool = false) throws -> [Int64] {
    try stored.book.read { (reader: BookReader) throws -> [Int64] in
      var ids: [Int64] = []
      try reader.forEachPerson(with: words, withArchived: withArchived) { ids.append($0.id) }
      #expect(try reader.countPeople(with: words, withArchived: withArchived) == ids.count)
      return ids
    }
  }

  @Test(
    arguments: [
      ("3", [3]), ("ada  PARK", [1]), ("maria garcia", [3]), ("MARÍA GARCÍA", [2]), ("Mária Garcia", [2, 3]),
      ("parker", [5]), ("park ada", [1, 5]), ("ada bank", [1]), ("addie", [1]), ("garcia@example.org", [2]),
      ("unlu", [5]), ("bo lind", [4]), ("irvine", []), ("", []), ("99", []), ("%", []),
    ] as [(String, [Int64])])
  func `an id, a whole name, or words of name, company and e-mail mean somebody`(_ typed: String, _ due: [Int64]) throws {
    #expect(try ids(typed, try StoredBook(Self.lines)) == due)
  }

  @Test(
    arguments: [
      (["golf"], [2]), (["garcia", "law"], [3]), (["IRVINE"], [1]), (["9495550111"], [4]), (["555-0111"], [4]),
      (["warm"], [5]), (["ada", "bank"], [1]), (["bookkeeper"], [4]), (["partner"], [3]), (["addie"], [1]),
      (["example.com"], [1, 2]), (["golf", "law"], []), (["lead status"], []), ([], [1, 2, 3, 4, 5]),
    ] as [([String], [Int64])])
  func `a search looks for all words in all that is known of somebody`(_ words: [String], _ due: [Int64]) throws {
    let stored = try StoredBook(Self.lines)
    let ids = try stored.book.read { (reader: BookReader) throws -> [Int64] in
      var ids: [Int64] = []
      try reader.forEachPerson(with: words, withArchived: false) { ids.append($0.id) }
      #expect(try reader.countPeople(with: words, withArchived: false) == ids.count)
      return ids
    }
    #expect(ids == due)
  }

  @Test func `the names near a misspelt one begin as its words do`() throws {
    let stored = try StoredBook(Self.lines)
    let near = try stored.book.read { try $0.namesNear(PersonQuery("gracia"), limit: 10) }
    #expect(near == ["María García", "Maria Garcia"])
  }

  @Test func `a change is found at once, and what it replaced no more`() throws {
    let stored = try StoredBook(Self.lines)
    let rows = try ContactRows([#"{"name":"Ada Holloway","tags":["chess"]}"#]).rows
    try stored.book.write("edit", at: 10) { writer in
      var fields: [Int: rw_cell] = [:]
      for field in ["name", "tags"] { if let place = Schema.contact.index[field] { fields[place] = rows[0][place] } }
      try writer.updateContact(1, fields)
      return "changed"
    }
    #expect(try ids("ada holloway", stored) == [1])
    // The company is still the same, and no longer the name.
    #expect(try ids("ada park", stored) == [1, 5])
    #expect(try found("ada park", in: stored) == [1, 5])
    #expect(try found("chess", in: stored) == [1])
    #expect(try found("irvine", "bank", in: stored) == [1])
  }

  @Test func `what was known then is searched as it was then`() throws {
    let stored = try StoredBook(Self.lines, at: 100)
    try stored.add([#"{"name":"Cleo Golfer"}"#], at: 200)
    try stored.book.write("edit", at: 300) { writer in
      try writer.setEntry("Lead Status", of: "custom", rw_cell(), contact: 5)
      try writer.setMetEvent("Mixer", of: 1)
      return "changed"
    }
    let then = try Book.openForReading(path: stored.folder.book, asOf: 150)
    try then.read { (reader: BookReader) throws -> Void in
      #expect(try reader.countPeople(with: ["golf"], withArchived: true) == 1)
      #expect(try reader.countPeople(with: ["warm"], withArchived: true) == 1)
      #expect(try reader.people(PersonQuery("cleo"), limit: 1).count == 0)
    }
    #expect(try found("golf", in: stored) == [2, 6])
    #expect(try found("warm", in: stored) == [])
    // The event came later than the first of these moments, and the contact was there before it.
    let between = try Book.openForReading(path: stored.folder.book, asOf: 250)
    #expect(try between.read { try $0.contactCount() } == 6)
  }

  @Test func `a contact that was changed can be read as it was, with what it points at`() throws {
    let stored = try StoredBook([#"{"name":"Ada","met_event":{"name":"Mixer"},"emails":["a@example.com"]}"#], at: 100)
    let before = try stored.lines()
    let rows = try ContactRows([#"{"name":"Bea"}"#]).rows
    try stored.book.write("edit", at: 200) { writer in
      guard let place = Schema.contact.index["name"] else { return nil }
      try writer.updateContact(1, [place: rows[0][place]])
      return "changed"
    }
    #expect(try stored.lines() != before)
    #expect(try stored.lines(asOf: 150) == before)
  }

  @Test func `an entry keeps its place among the others`() throws {
    let stored = try StoredBook([#"{"name":"Ada","custom":{"a":"1","b":"2","c":"3"}}"#])
    let rows = try ContactRows([#"{"name":"x"}"#]).rows
    guard let name = Schema.contact.index["name"] else { return }
    try stored.book.write("edit", at: 1) { writer in
      try writer.setEntry("b", of: "custom", rows[0][name], contact: 1)
      try writer.setEntry("a", of: "custom", rw_cell(), contact: 1)
      try writer.setEntry("d", of: "custom", rows[0][name], contact: 1)
      return "changed"
    }
    #expect(try stored.lines() == [#"{"id":"1","name":"Ada","custom":{"b":"x","c":"3","d":"x"}}"#])
  }

  @Test func `the event where they met is that of the same name, else a new one`() throws {
    let stored = try StoredBook([#"{"name":"Ada","met_event":{"name":"Spring Mixer","kind":"mixer"}}"#, #"{"name":"Bo"}"#])
    try stored.book.write("edit", at: 1) { writer in
      try writer.setMetEvent("spring  mixer", of: 2)
      return "changed"
    }
    #expect(try stored.lines().last == #"{"id":"2","name":"Bo","met_event":{"name":"Spring Mixer","kind":"mixer"}}"#)
    try stored.book.write("edit", at: 2) { writer in
      try writer.setMetEvent("Seminar", of: 2)
      return "changed"
    }
    #expect(try stored.lines().last == #"{"id":"2","name":"Bo","met_event":{"name":"Seminar"}}"#)
  }

  @Test func `fields entered by hand are known for as long as the deed stands`() throws {
    let stored = try StoredBook(Self.lines, at: 100)
    try stored.book.write("edit", at: 200) { writer in
      try writer.keepByHand(["city", "custom.Lead Status"], of: 1)
      try writer.keepByHand(["city"], of: 1)
      return "changed"
    }
    #expect(try stored.book.read { try $0.handEdits(of: 1) } == ["city", "custom.Lead Status"])
    #expect(try stored.book.read { try $0.handEdits(of: 2) } == [])
    let then = try Book.openForReading(path: stored.folder.book, asOf: 150)
    #expect(try then.read { try $0.handEdits(of: 1) } == [])
  }
}
