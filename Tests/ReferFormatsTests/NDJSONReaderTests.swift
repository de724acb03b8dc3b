import CRows
import Foundation
import ReferFormats
import ReferModel
import TestSupport
import Testing

@Suite("contacts from NDJSON")
struct NDJSONReaderTests {
  // MARK: fields

  @Test("each kind of field holds what the line says")
  func kinds() throws {
    let row = try one(
      #"""
      {"id":"a1","name":"Ann Bauer","trust":4.5,"friend":true,"is_client":false,"tags":["x","","y",null],"notes":null,
      "city":"","met_at":"2026-01-15T09:30:00.5+01:00","vetted_at":1768469400,"met_event":"Mixer",
      "introduced_by":{"name":"Bob","organization":"B & Co"},"components":"support",
      "buckets":{"vcp":"A","n":2,"b":true}}
      """#)
    #expect(row["name"] == .text("Ann Bauer"))
    #expect(row["trust"] == .number(4.5))
    #expect(row["friend"] == .bool(true))
    #expect(row["is_client"] == .bool(false))
    #expect(row["tags"] == .texts(["x", "y"]))
    #expect(row["components"] == .texts(["support"]))
    #expect(row["notes"] == nil)
    #expect(row["city"] == nil)
    #expect(row["met_at"] == .number(1_768_465_800.5))
    #expect(row["vetted_at"] == .number(1_768_469_400))
    #expect(row["met_event"] == .records([["name": .text("Mixer")]]))
    #expect(row["introduced_by"]?.records.first?["organization"] == .text("B & Co"))
    #expect(row["buckets"] == .map(["vcp": .text("A"), "n": .number(2), "b": .bool(true)]))
  }

  @Test("an empty text is missing, whatever the field is")
  func emptyTexts() throws {
    let row = try one(#"{"id":"a","name":"","trust":"","friend":"","met_at":"","tags":"","introduced_by":""}"#)
    #expect(row.count == 1)
  }

  @Test(
    "times are read with their offset",
    arguments: [
      ("1970-01-01T00:00:00Z", 0.0), ("2000-02-29T23:59:60z", 951_868_800), ("2026-01-15T09:30Z", 1_768_469_400),
      ("2026-01-15 09:30:00-05:30", 1_768_489_200), ("1969-12-31T23:59:59.250Z", -0.75),
      ("0001-01-01T00:00:00Z", -62_135_596_800), ("2026-01-15T09:30:00+0100", 1_768_465_800),
    ])
  func times(_ text: String, _ seconds: Double) throws {
    #expect(try one(#"{"met_at":"\#(text)"}"#, zone: { _ in -1 })["met_at"] == .number(seconds))
  }

  @Test(
    "a time without an offset is in the caller's zone",
    arguments: [
      ("2026-01-15", 1_768_435_200.0), ("2026-01-15T09:30", 1_768_469_400), ("2026-01-15T09:30:05", 1_768_469_405),
    ])
  func days(_ text: String, _ seconds: Double) throws {
    #expect(try one(#"{"met_at":"\#(text)"}"#, zone: { $0 - 3600 })["met_at"] == .number(seconds - 3600))
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "2026-02-29", "2026-13-01", "2026-1-5", "26-01-16", "2026-01-15T25:00Z", "2026-01-16T", "2026-01-15T09:30:00.Z",
      "03/04/2021", "2026-01-15T09:30:00Zjunk", "yesterday", "2026-00-10", "2026-01-15T09:60Z",
    ])
  func notATime(_ text: String) throws {
    let problem = try #require(read(#"{"met_at":"\#(text)"}"#).problems.first)
    #expect(problem.field == "met_at")
    #expect(problem.message.hasPrefix("'met_at' must be a time such as"))
    #expect(!problem.message.contains(text))
  }

  @Test("milliseconds in place of seconds are refused")
  func milliseconds() throws {
    #expect(try message(#"{"met_at":1768469400000}"#).contains("milliseconds"))
  }

  @Test("escapes become their characters, in keys too")
  func escapes() throws {
    let row = try one(#"{"n\u0061me":"Zo\u00eb \"Z\" \ud83d\ude00\n","city":"plain","tags":["a\\","b"]}"#)
    #expect(row["name"] == .text("Zoë \"Z\" 😀\n"))
    #expect(row["city"] == .text("plain"))
    #expect(row["tags"] == .texts(["a\\", "b"]))
  }

  @Test("an id may be a number, and loses no digit")
  func numberIDs() throws {
    let row = try one(#"{"id": 12345678901234567890 ,"referrals":[{"id":7,"parent":3}]}"#)
    #expect(row["id"] == .text("12345678901234567890"))
    #expect(row["referrals"]?.records.first == ["id": .text("7"), "parent": .text("3")])
  }

  @Test("an unknown key is kept in custom as text, whatever it is")
  func custom() throws {
    let row = try one(
      #"""
      {"id":"a","custom":{"vat":"DE1","n":1.50},"lead":"x","points":1.0,"ok":true,"gone":null,
      "nested":{"a":[1, "}"]}}
      """#)
    #expect(
      row["custom"]
        == .map([
          "vat": .text("DE1"), "n": .text("1.50"), "lead": .text("x"), "points": .text("1.0"), "ok": .text("true"),
          "nested": .text(#"{"a":[1, "}"]}"#),
        ]))
  }

  @Test("an unknown key of a nested record is dropped")
  func unknownNested() throws {
    let row = try one(#"{"interactions":[{"kind":"call","mood":{"good":[true,null,1.5e3,{}]}}],"met_event":{"x":[]}}"#)
    #expect(row["interactions"] == .records([["kind": .text("call")]]))
    #expect(row["met_event"] == .records([[:]]))
    #expect(row["custom"] == nil)
  }

  @Test("an answer may carry its date")
  func answers() throws {
    let row = try one(
      #"""
      {"answers":{"good":{"value":4,"at":"2026-01-02"},"yes":true,"no_date":{"value":"b2b"},"odd":{"a":1},
      "open":{"value":null}}}
      """#)
    #expect(
      row["answers"]
        == .map([
          "good": .number(4), "good\0at": .number(1_767_312_000), "yes": .bool(true), "no_date": .text("b2b"),
          "odd": .text(#"{"a":1}"#),
        ]))
  }

  // MARK: fields from other fields

  @Test("a name comes from its parts, and is left alone where it is given")
  func names() throws {
    #expect(try one(#"{"first_name":"Ann","last_name":"Bauer"}"#)["name"] == .text("Ann Bauer"))
    #expect(try one(#"{"last_name":"Bauer"}"#)["name"] == .text("Bauer"))
    #expect(try one(#"{"first_name":"Ann","last_name":"Bauer","name":"Annie"}"#)["name"] == .text("Annie"))
    #expect(try one(#"{"name":"Ann Bauer"}"#)["first_name"] == nil)
  }

  @Test("email and emails complete each other")
  func emails() throws {
    #expect(try one(#"{"emails":["a@x.org","b@x.org"]}"#)["email"] == .text("a@x.org"))
    #expect(try one(#"{"email":"a@x.org"}"#)["emails"] == .texts(["a@x.org"]))
    #expect(try one(#"{"email":"c@x.org","emails":["a@x.org"]}"#)["emails"] == .texts(["a@x.org"]))
  }

  @Test("interactions are put in order, those without a time first, and give the last one")
  func interactionOrder() throws {
    let row = try one(
      #"""
      {"interactions":[{"at":"2025-03-01T00:00:00Z","notes":"3"},{"at":"2025-02-01","notes":"2"},{"notes":"none"},
      {"at":"2025-01-01T00:00:00Z","notes":"1"},{"at":"2025-02-01","notes":"2b"}]}
      """#)
    #expect(row["interactions"]?.records.map { $0["notes"] } == ["none", "1", "2", "2b", "3"].map { .text($0) })
    #expect(row["last_interaction_at"] == .number(1_740_787_200))
    let given = try one(#"{"last_interaction_at":5,"interactions":[{"at":9}]}"#)
    #expect(given["last_interaction_at"] == .number(5))
    #expect(try one(#"{"interactions":[{"kind":"call"}]}"#)["last_interaction_at"] == nil)
  }

  @Test("the zone counts before the order")
  func zoneBeforeOrder() throws {
    let line = #"{"interactions":[{"at":"2025-02-01","notes":"local"},{"at":"2025-02-01T01:00:00Z","notes":"utc"}]}"#
    #expect(
      try one(line, zone: { $0 + 7200 })["interactions"]?.records.map { $0["notes"] } == [.text("utc"), .text("local")])
  }

  @Test("referrals are split by direction, unless a side is given")
  func referrals() throws {
    let both =
      #""referrals":[{"id":"1","direction":"given"},{"id":"2","direction":"Received"},"#
      + #"{"id":"3","direction":"given"},{"id":"4"}]"#
    let row = try one("{\(both)}")
    #expect(row["referrals_given"]?.records.map { $0["id"] } == [.text("1"), .text("3")])
    #expect(row["referrals_received"]?.records.map { $0["id"] } == [.text("2")])
    #expect(row["referrals"]?.records.count == 4)
    let given = try one(#"{"referrals_given":[],\#(both)}"#)
    #expect(given["referrals_given"] == .records([]))
    #expect(given["referrals_received"]?.records.count == 1)
  }

  // MARK: bad lines

  @Test(
    "a value of the wrong type names its field and what is due, and never the value",
    arguments: [
      (#"{"trust":"secret"}"#, "'trust' must be a number, here it is text"),
      (#"{"name":5}"#, "'name' must be text, here it is a number"),
      (#"{"friend":"yes"}"#, "'friend' must be true or false, here it is text"),
      (#"{"tags":{}}"#, "'tags' must be a list of texts, here it is an object"),
      (#"{"emails":["a",[]]}"#, "'emails[2]' must be text, here it is a list"),
      (#"{"custom":[]}"#, "'custom' must be an object, here it is a list"),
      (#"{"interactions":[{},{"minutes":[]}]}"#, "'interactions[2].minutes' must be a number, here it is a list"),
      (#"{"interactions":{}}"#, "'interactions' must be a list of objects, here it is an object"),
      (#"{"referrals":[3]}"#, "'referrals[1]' must be an object, here it is a number"),
      (#"{"met_event":[1]}"#, "'met_event' must be an object, or the name as text, here it is a list"),
      (
        #"{"met_at":[]}"#,
        #"'met_at' must be a time such as "2026-01-15T09:30:00Z" or "2026-01-15", here it is a list"#
      ),
    ])
  func wrongTypes(_ line: String, _ expected: String) throws {
    #expect(try message(line) == expected)
  }

  @Test(
    "a line that is no JSON says why",
    arguments: badJSON)
  func badLines(_ line: String, _ expected: String) throws {
    let found = try read("{\"id\":\"first\"}\n\(line)\n{\"id\":\"last\"}\n")
    #expect(found.rows.map { $0["id"] } == [.text("first"), .text("last")])
    #expect(found.problems.count == 1)
    #expect(found.problems.first?.line == 2)
    #expect(try #require(found.problems.first).message.contains(expected))
  }

  @Test("64 levels are read")
  func deep() throws {
    let line = "{\"x\":" + String(repeating: "[", count: 63) + String(repeating: "]", count: 63) + "}"
    #expect(try read(line).problems == [])
  }

  @Test("bytes that are not UTF-8 spoil their line only")
  func encoding() throws {
    let found = try read(bytes: Array(#"{"name":"J"#.utf8) + [0xF6] + Array("rg\"}\n{\"name\":\"Jörg\"}".utf8))
    #expect(found.problems.first?.message.contains("not valid UTF-8") == true)
    #expect(found.rows.first?["name"] == .text("Jörg"))
  }

  @Test("the same key among many is found, and a long or strange key is printed safely")
  func strangeKeys() throws {
    let many = (0..<5000).map { "\"k\($0)\":1" }.joined(separator: ",")
    #expect(try message("{\(many),\"k77\":2}") == "the key 'k77' stands twice")
    #expect(try one("{\(many)}")["custom"]?.pairs == 5000)
    let key = "\\u001b[31m" + String(repeating: "é", count: 100)
    #expect(try message("{\"\(key)\":1,\"\(key)\":1}").hasPrefix("the key '?[31mé"))
  }

  @Test("a line of countless records is an error, not the end of the memory")
  func tooMuch() throws {
    let line = #"{"introduced":["# + String(repeating: "{},", count: 600_000) + "{}]}"
    #expect(try message(line).contains("more records and values"))
  }

  // MARK: files

  @Test("CRLF, blank lines, a byte order mark and a missing last line break are no trouble")
  func lineEnds() throws {
    let found = try read("\u{FEFF}\r\n{\"id\":\"a\"}\r\n\r\n  \t\n{\"id\":\"b\"} \n\n{\"id\":\"c\"}")
    #expect(found.rows.map { $0["id"] } == ["a", "b", "c"].map { .text($0) })
    #expect(found.lines == [2, 5, 7])
    #expect(try read("\u{FEFF}{\"id\":\"a\"}").rows.count == 1)
    #expect(found.problems == [])
  }

  @Test("an empty file holds no contacts, and that is no error", arguments: ["", "\n\n", "\u{FEFF}", " "])
  func empty(_ text: String) throws {
    let found = try read(text)
    #expect(found.rows.isEmpty)
    #expect(found.problems == [])
  }

  @Test("a line beyond 16 MiB is skipped, and the rest is read")
  func longLine() throws {
    let pad = String(repeating: "x", count: (16 << 20) + 700_000)
    let found = try read("{\"id\":\"a\"}\n{\"notes\":\"\(pad)\"}\n{\"name\":\"b\"}\n{\"notes\":\"\(pad)\"}")
    #expect(found.rows.map { $0["id"] } == [.text("a"), .text("row-3")])
    #expect(found.problems.map(\.line) == [2, 4])
    #expect(found.problems.allSatisfy { $0.message.hasPrefix("the line is longer than 16 MiB;") })
  }

  @Test("lines of all lengths cross the chunks whole")
  func chunks() throws {
    let lengths = (0..<400).map { ($0 * 7919) % 5000 } + [262_100, 262_144, 600_000, 3]
    let text = lengths.map { "{\"notes\":\"x\(String(repeating: "y", count: $0))\"}\n" }.joined()
    let found = try read(text)
    #expect(found.problems == [])
    #expect(found.rows.map { $0["notes"]?.length } == lengths.map { $0 + 1 })
  }

  @Test("what is said of a last line without a line break is what is said of it with one")
  func lastLine() throws {
    // The end of the text stands in the buffer a second time, once the line before it is gone.
    let text = "{}\n" + #"{"do_not_contact":"name":4}}}"#
    let last = try #require(read(text).problems.first)
    #expect(last.field == "do_not_contact")
    #expect(last.message == (try message(text + "\n")))
  }

  @Test("files are joined, and rows without an id are numbered through, bad ones too")
  func joined() throws {
    let folder = try TemporaryFolder()
    let first = try folder.write("{\"name\":\"a\"}\noops\n{\"id\":\"x\"}", to: "a.ndjson")
    let second = try folder.write("{\"name\":\"b\"}\n", to: "b.ndjson")
    let found = try read(files: [first, second])
    #expect(found.rows.map { $0["id"] } == [.text("row-1"), .text("x"), .text("row-4")])
    #expect(found.lines == [1, 3, 1])
    #expect(found.problems.count == 1)
    #expect(found.problems.first?.description.hasPrefix("\(first):2: the line is no JSON object") == true)
  }

  @Test(
    "a file of another kind is refused as a whole, with what to do",
    arguments: foreignFiles)
  func foreign(_ bytes: [UInt8], _ format: ForeignFormat) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(bytes, to: "f")
    #expect(throws: InputError.notNDJSON(file: file, format)) { try read(files: [file]) }
  }

  @Test("one long JSON list is refused, not skipped as a long line")
  func longList() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Array("[".utf8) + Array(repeating: 0x20, count: 17 << 20), to: "f")
    #expect(throws: InputError.notNDJSON(file: file, .jsonArray)) { try read(files: [file]) }
  }

  @Test("a file that cannot be read stops the run before the first row")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{}", to: "f")
    var rows = 0
    for (path, error) in [
      (folder.path + "/none", InputError.missing(file: folder.path + "/none")),
      (folder.path, .folder(file: folder.path)),
    ] {
      let reader = try NDJSONReader(files: [file, path], zone: { $0 })
      #expect(throws: error) { try reader.forEachRow({ _ in rows += 1 }, onProblem: { _ in }) }
    }
    let twice = try NDJSONReader(files: ["-", "-"], zone: { $0 })
    #expect(throws: InputError.standardInputTwice) { try twice.forEachRow({ _ in rows += 1 }, onProblem: { _ in }) }
    #expect(rows == 0)
  }

  @Test("what a closure throws ends the reading")
  func stops() throws {
    struct Enough: Error {}
    let folder = try TemporaryFolder()
    let reader = try NDJSONReader(files: [folder.write("{}\n{}\nx\n", to: "f")], zone: { $0 })
    var rows = 0
    #expect(throws: Enough.self) {
      try reader.forEachRow({ _ in rows += 1 }, onProblem: { _ in throw Enough() })
    }
    #expect(rows == 2)
    rows = 0
    #expect(throws: Enough.self) {
      try reader.forEachRow(
        { _ in
          rows += 1
          throw Enough()
        }, onProblem: { _ in })
    }
    #expect(rows == 1)
  }

  @Test("a line cut at any byte is an error or a row, and never more")
  func cutAnywhere() throws {
    let line = Array(
      (#"{"id":7,"name":"\u00e9\"","tags":["a"],"met_at":"2026-01-02","interactions":[{"at":1,"x":{"y":[1,{}]}}],"#
        + #""answers":{"q":{"value":1,"at":2}},"z":[null]}"#).utf8)
    let text = (1..<line.count).flatMap { line[..<$0] + [0x0A] }
    let found = try read(bytes: Array("{}\n".utf8) + text)
    #expect(found.rows.count == 1)
    #expect(found.problems.count == line.count - 1)
  }

  // MARK: reading

  private func one(_ line: String, zone: @escaping (Double) -> Double = { $0 }) throws -> [String: CellValue] {
    let found = try read(line.replacingOccurrences(of: "\n", with: " "), zone: zone)
    #expect(found.problems == [])
    var row = try #require(found.rows.first)
    if row["id"] == .text("row-1") { row["id"] = nil }
    return row
  }

  private func message(_ line: String) throws -> String { try #require(read(line).problems.first).message }

  private func read(_ text: String, zone: @escaping (Double) -> Double = { $0 }) throws -> Found {
    try read(bytes: Array(text.utf8), zone: zone)
  }

  private func read(bytes: [UInt8], zone: @escaping (Double) -> Double = { $0 }) throws -> Found {
    let folder = try TemporaryFolder()
    return try read(files: [folder.write(bytes, to: "contacts.ndjson")], zone: zone)
  }

  @discardableResult
  private func read(files: [String], zone: @escaping (Double) -> Double = { $0 }) throws -> Found {
    var found = Found()
    try NDJSONReader(files: files, zone: zone).forEachRow(
      {
        found.lines.append($0.line)
        found.rows.append(CellValue.record($0.cells, .contact))
      }, onProblem: { found.problems.append($0) })
    return found
  }
}

private let badJSON: [(line: String, message: String)] = [
  (#"{"name":"a","name":"b"}"#, "the key 'name' stands twice"),
  (#"{"a":1,"a":2}"#, "the key 'a' stands twice"),
  (#"{"custom":{"a":1},"a":2}"#, "the key 'a' stands twice"),
  (#"{"met_event":{"name":"a","name":"b"}}"#, "the key 'met_event.name' stands twice"),
  (#"{"name":"a""#, "no closing brace"),
  (#"{"name":"a"#, "no closing quotation mark"),
  (#"{"met_event":{"name":"a"}"#, "no closing brace"),
  (#"{"name":"a"} x"#, "something follows the object"),
  (#"{"name":"a"}{"name":"b"}"#, "something follows the object"),
  (#"{"name":"a"}]"#, "something follows the object"),
  (#"{"name":"a",}"#, "not valid JSON"),
  (#"{"name" "a"}"#, "not valid JSON"),
  (#"{"tags":["a" "b"]}"#, "not valid JSON"),
  (#"{"tags":["a","b"}"#, "not valid JSON"),
  (#"{name:"a"}"#, "not valid JSON"),
  (#"{"trust":01}"#, "not a number as JSON"), (#"{"trust":1e999}"#, "not a number as JSON"),
  (#"{"trust":-}"#, "not a number as JSON"), (#"{"x":1.}"#, "not a number as JSON"),
  (#"{"friend":truth}"#, "none of true, false and null"), (#"{"name":nul}"#, "none of true, false and null"),
  (#"{"interactions":[nope]}"#, "none of true, false and null"),
  (#"{"name":"\x"}"#, "an escape that JSON does not have"), (#"{"x":{"y":"\u12"}}"#, "an escape"),
  (#"{"name":"\ud800"}"#, "surrogate"), (#"{"name":"\udc00 \\"}"#, "surrogate"), (#"{"name":"\ud83dx"}"#, "surrogate"),
  (#"{"name":"a\u0000b"}"#, "NUL"), ("{\"name\":\"a\0b\"}", "NUL"), ("{\"name\":\"a\tb\"}", "control character"),
  ("5", "no JSON object"), ("\"{\"", "no JSON object"), ("null", "no JSON object"),
  ("{\"x\":\(nest("[", "]"))}", "more than 64 deep"),
  (nest(#"{"introduced_by":"#, "}"), "more than 64 deep"),
]

private func nest(_ open: String, _ close: String) -> String {
  String(repeating: open, count: 70) + "1" + String(repeating: close, count: 70)
}

private let foreignFiles: [(bytes: [UInt8], format: ForeignFormat)] = [
  (inUTF16("{\"a\":1}\n"), .utf16), ([0xFF, 0xFE] + inUTF16("{}"), .utf16),
  ([0x1F, 0x8B, 8, 0, 0, 10, 3], .gzip), ([0x50, 0x4B, 3, 4, 20, 0], .zip), ([1, 2, 0, 0, 3], .binary),
  ([UInt8]("SQLite format 3\0".utf8), .database), ([UInt8]("BEGIN:VCARD\r\nVERSION:3.0\r\n".utf8), .vCard),
  ([UInt8]("BEGIN:VCALENDAR\n".utf8), .iCalendar), ([UInt8]("First Name,Last Name\nAnn,Bauer\n".utf8), .csv),
  ([UInt8]("name;city\n".utf8), .csv), ([UInt8]("\n[{\"name\":\"a\"}]".utf8), .jsonArray),
  ([UInt8]("{\n  \"name\": 1\n}\n".utf8), .indentedJSON), ([UInt8]("<?xml version=\"1.0\"?>".utf8), .xml),
]

private func inUTF16(_ text: String) -> [UInt8] {
  text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
}
