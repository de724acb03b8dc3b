import Foundation
import ReferStore
import Testing

@testable import ReferKit

/// Entering and changing people by hand.
struct EditingTests {
  private func error(_ body: () throws -> Any) -> String {
    let error = #expect(throws: ReferError.self) { _ = try body() }
    #expect(error?.status == .impossible)
    return error?.description ?? ""
  }

  @Test func `each kind of field that is added is shown as it was typed`() throws {
    let book = try BookOfTests([#"{"name":"Maria García"}"#])
    try book.add(
      "Ada Park", "email=ada@example.com", "phones=+1 949 555 0111, +1 949 555 0112", "organization=Park Bank",
      "serves=B2B", "trust=4.5", "do_not_contact=no", "met_at=2025-06-25", "met_event=Mixer", "tags=golf,board,golf",
      "introduced_by=maria", "birthday=--02-29", "mode=active", "components=support,referral", "buckets.main=A",
      "custom.Lead Status=New", "answers.good_at_it=4", "answers.influence=yes", "answers.why=kind",
      "notes=two words = three")
    let line = """
      {"id":"2","name":"Ada Park","first_name":"Ada","last_name":"Park","email":"ada@example.com",\
      "emails":["ada@example.com"],"phones":["+1 949 555 0111","+1 949 555 0112"],"organization":"Park Bank",\
      "serves":"b2b","tags":["golf","board"],"notes":"two words = three","birthday":"--02-29","trust":4.5,\
      "met_at":"2025-06-24T22:00:00Z","met_event":{"name":"Mixer"},\
      "introduced_by":{"id":"1","name":"Maria García"},"mode":"active","components":["support","referral"],\
      "do_not_contact":false,"buckets":{"main":"A"},"custom":{"Lead Status":"New"},\
      "answers":{"good_at_it":{"value":4,"at":"2026-01-15T12:00:00Z"},\
      "influence":{"value":true,"at":"2026-01-15T12:00:00Z"},"why":{"value":"kind","at":"2026-01-15T12:00:00Z"}}}

      """
    #expect(try book.show("ada park", .json) == line)
    #expect(try book.show("ada park", .ndjson) == line)
  }

  @Test func `one line says what was understood and how to undo it`() throws {
    let book = try BookOfTests()
    let added = try book.add("Ada Park", "city=Lake Forest", "tags=golf,board")
    #expect(added.line == "Added: Ada Park (1): city Lake Forest; tags golf, board. Undo: refer undo")
    let edited = try book.edit("ada", "city=Irvine", "tags-=GOLF", "title=")
    #expect(
      edited.line == "Changed: Ada Park (1): city Lake Forest → Irvine; tags golf, board → board. Undo: refer undo")
    #expect(try book.edit("ada", "city=").line == "Changed: Ada Park (1): city Irvine → nothing. Undo: refer undo")
    #expect(try book.add("Bo").line == "Added: Bo (2). Undo: refer undo")
  }

  @Test func `what is there already is no deed`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park", "city=Irvine")
    let change = try book.edit("ada", "city=Irvine", "tags-=none")
    #expect(change.line == "Nothing to change: Ada Park (1) has all of this already.")
    #expect(change.deed == nil)
    #expect(try book.workspace.read(asOf: nil) { try $0.deeds(limit: 9).map(\.verb) } == ["add", "init"])
  }

  @Test func `a dry run says the same and writes nothing`() throws {
    let book = try BookOfTests()
    var add = AddPerson("Ada Park", ["city=Irvine"], in: book.workspace, run: try book.run())
    add.isDryRun = true
    #expect(try add.make().line == "Would add: Ada Park (1): city Irvine. Nothing was written.")
    #expect(try FindPeople(in: book.workspace, run: try book.run()).count() == 0)
    try book.add("Ada Park")
    var edit = EditPerson("ada", ["city=Irvine"], in: book.workspace, run: try book.run())
    edit.isDryRun = true
    let change = try edit.make()
    #expect(change.line == "Would change: Ada Park (1): city Irvine. Nothing was written.")
    #expect(change.fields == [ContactChange.Field(name: "city", before: nil, after: "Irvine")])
    #expect(try !book.show("ada", .json).contains("Irvine"))
  }

  @Test(
    arguments: [
      ("Ada Park", [], "Ada", "Park"), ("Ada Maria Park", [], "Ada Maria", "Park"), ("Ada", [], "Ada", nil),
      ("Ada van Park", ["last_name=van Park"], "Ada", "van Park"),
      ("Ada van Park", ["first_name=Ada"], "Ada", "van Park"),
      ("Park Ada", ["first_name=Ada", "last_name=Park"], "Ada", "Park"),
    ] as [(String, [String], String, String?)])
  func `the last word of a name is the family's unless it is said`(
    _ name: String, _ fields: [String], _ first: String, _ last: String?
  ) throws {
    let book = try BookOfTests()
    _ = try AddPerson(name, fields, in: book.workspace, run: try book.run()).make()
    let json = try JSONSerialization.jsonObject(with: Data(try book.show("1", .json).utf8)) as? [String: Any]
    #expect(json?["name"] as? String == name)
    #expect(json?["first_name"] as? String == first)
    #expect(json?["last_name"] as? String == last)
  }

  @Test func `a name and its parts stay one`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park")
    #expect(try book.edit("ada", "last_name=Baker").fields.map(\.after) == ["Baker", "Ada Baker"])
    #expect(try book.edit("ada", "name=Ada Maria Holt").fields.map(\.after) == ["Ada Maria Holt", "Ada Maria", "Holt"])
  }

  @Test func `somebody who is there already is not added twice unawares`() throws {
    let book = try BookOfTests()
    try book.add("María García", "organization=Bakery")
    #expect(
      error { try book.add("maria  GARCIA") }
        == "1: María García, Bakery is in the book already; 'refer edit' changes them, and '--anyway' adds another")
    var add = AddPerson("Maria Garcia", in: book.workspace, run: try book.run())
    add.anyway = true
    #expect(try add.make().id == "2")
  }

  @Test(
    arguments: [
      ("ctiy=Irvine", "'ctiy' is no field of a contact; did you mean 'city'?"),
      ("xyzzy=1", "'xyzzy' is no field of a contact; 'refer words contact' lists them; custom.NAME=VALUE takes any"),
      ("trust=four", "trust is a number, with a point: trust=4 or trust=2.5"),
      ("trust=1,5", "trust is a number, with a point: trust=4 or trust=2.5"),
      ("is_client=perhaps", "is_client is yes or no: is_client=yes"),
      ("met_at=03/04/2021", "met_at: day and month can be read two ways; write 2021-04-03 or 2021-03-04"),
      ("serves=b2x", "serves is b2b, b2c or both; did you mean 'b2b'?"), ("mode=lazy", "mode is active or passive"),
      ("stage=3", "stage is visibility, credibility or profitability"),
      ("components=support,money", "components is information, support or referral"),
      ("birthday=16.4.1980", "birthday is year-month-day, or has no year: birthday=1980-04-16 or birthday=--04-16"),
      ("birthday=--02-30", "birthday is year-month-day, or has no year: birthday=1980-04-16 or birthday=--04-16"),
      ("email=ada", "email is an address: email=ada@example.com"), ("id=7", "'id' is given by the book and stays"),
      (
        "interactions=1",
        "'interactions' is no value that can be typed: it is made of records (talks, meetings and messages, oldest first)"
      ),
      ("custom=1", "'custom' holds values by name; write custom.NAME=VALUE"),
      ("city.of=1", "'city.of' is no field; only buckets, custom and answers take a name behind a dot"),
      ("city+=x", "'city' holds one value; write city=VALUE (+= and -= are for lists such as tags)"),
      ("tags+=", "'tags+=' names nothing; write tags+=VALUE"),
      ("city", "'city' gives no value; write FIELD=VALUE, such as city=Irvine"),
    ])
  func `a slip says what was meant, and nothing is written`(_ typed: String, _ message: String) throws {
    let book = try BookOfTests()
    try book.add("Ada Park")
    #expect(error { try book.edit("ada", "title=Owner", typed) } == "\(message)\nnothing was changed")
    #expect(error { try book.add("Bo Lind", typed) } == "\(message)\nnothing was changed")
    #expect(try !book.show("ada", .json).contains("Owner"))
    #expect(try FindPeople(in: book.workspace, run: try book.run()).count() == 1)
  }

  @Test func `all slips are said at once`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park")
    #expect(error { try book.edit("ada", "trust=x", "city=a", "city=b") }.split(separator: "\n").count == 3)
  }

  @Test func `an introducer is another person of the book`() throws {
    let book = try BookOfTests([#"{"name":"Maria García"}"#])
    try book.add("Ada Park")
    #expect(
      error { try book.edit("ada", "introduced_by=Maria Garsia") }
        == "nobody has the name or the id 'Maria Garsia'; did you mean 'Maria García'?")
    #expect(
      error { try book.edit("ada", "introduced_by=ada") }
        == "nobody introduces themselves: introduced_by= takes another person")
    try book.edit("ada", "introduced_by=maria")
    #expect(try book.show("maria").contains("introduced    Ada Park\n"))
    #expect(try book.edit("ada", "introduced_by=").fields.map(\.after) == [nil])
  }

  @Test func `an answer is dated, and the one before stays in the past`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park", "answers.influence=2", now: "2026-01-01T00:00:00Z")
    try book.edit("ada", "answers.influence=4", now: "2026-01-10T00:00:00Z")
    #expect(try book.show("ada").contains("influence: 4 (2026-01-10)"))
    #expect(try book.show("ada", asOf: "2026-01-05").contains("influence: 2 (2026-01-01)"))
    try book.edit("ada", "answers.influence=", now: "2026-01-11T00:00:00Z")
    #expect(try !book.show("ada").contains("influence"))
  }

  @Test func `what is entered by hand is kept from imports`() throws {
    let book = try BookOfTests([#"{"name":"Bo Lind","city":"Oslo"}"#])
    try book.add("Ada Park", "custom.Lead Status=New")
    try book.edit("bo", "tags+=golf", "city=Oslo")
    let kept = try book.workspace.read(asOf: nil) { [try $0.handEdits(of: 1), try $0.handEdits(of: 2)] }
    #expect(kept == [["tags"], ["name", "first_name", "last_name", "custom.Lead Status"]])
  }

  @Test func `an edit is taken back whole, and the person is found as before`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park", "city=Lake Forest", "tags=golf")
    let before = try book.show("ada", .json)
    let change = try book.edit("ada", "city=Irvine", "tags=chess", "custom.a=b", "answers.q=1", "met_event=Mixer")
    let deed = try #require(change.deed)
    _ = try UndoDeed(book.workspace, run: try book.run()).take(back: Int(deed))
    #expect(try book.show("ada", .json) == before)
    #expect(try book.find(["golf", "forest"]).hasSuffix("1 person.\n"))
    #expect(try book.find(["chess"]) == "0 people.\n")
  }

  @Test func `programs are told the fields before and after`() throws {
    let book = try BookOfTests()
    try book.add("Ada Park", "city=Lake Forest")
    let change = try book.edit("ada", "city=Irvine", "trust=4")
    func text(_ format: OutputFormat) throws -> String {
      var bytes: [UInt8] = []
      try change.print(as: format, to: Output { bytes += $0 })
      return String(decoding: bytes, as: UTF8.self)
    }
    let json = """
      {"id":"1","name":"Ada Park","new":false,"dry_run":false,"deed":3,"fields":\
      {"city":{"before":"Lake Forest","after":"Irvine"},"trust":{"before":null,"after":"4"}}}

      """
    #expect(try text(.json) == json)
    #expect(try text(.csv) == "id,field,before,after\r\n1,city,Lake Forest,Irvine\r\n1,trust,,4\r\n")
    #expect(try text(.markdown) == "Changed: Ada Park (1): city Lake Forest → Irvine; trust 4. Undo: refer undo\n")
  }
}
