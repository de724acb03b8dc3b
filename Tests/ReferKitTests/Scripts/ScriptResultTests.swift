import Testing

@testable import ReferKit

@Suite("What a script returns")
struct ScriptResultTests {
  /// A script, and what it prints as a table, as JSON, as CSV.
  struct Printed: CustomTestStringConvertible, Sendable {
    let code: String
    let table: String
    let json: String
    let csv: String
    var testDescription: String { code }
    init(_ code: String, _ table: String, _ json: String, _ csv: String) {
      (self.code, self.table, self.json, self.csv) = (code, table, json, csv)
    }
  }

  @Test(
    "printed",
    arguments: [
      Printed("return 8.0", "8\n", "8\n", "8\r\n"),
      Printed("return 0.1", "0.1\n", "0.1\n", "0.1\r\n"),
      Printed("return -0.0", "0\n", "0\n", "0\r\n"),
      Printed("return 1e300", "1e+300\n", "1e+300\n", "1e+300\r\n"),
      Printed("return math.maxinteger", "9223372036854775807\n", "9223372036854775807\n", "9223372036854775807\r\n"),
      Printed("return math.mininteger", "-9223372036854775808\n", "-9223372036854775808\n", "-9223372036854775808\r\n"),
      Printed("return 2^63", "9.223372036854776e+18\n", "9.223372036854776e+18\n", "9.223372036854776e+18\r\n"),
      Printed("return 'a\\0b'", "a\\u{0}b\n", "\"a\\u0000b\"\n", "a\0b\r\n"),
      Printed("return '\\27[31m\\n'", "\\u{1B}[31m\\n\n", "\"\\u001b[31m\\n\"\n", "\"\u{1B}[31m\n\"\r\n"),
      Printed("return 'a,\"b'", "a,\"b\n", "\"a,\\\"b\"\n", "\"a,\"\"b\"\r\n"),
      Printed("return ''", "\n", "\"\"\n", "\"\"\r\n"),
      Printed("return nil", "\n", "null\n", "\"\"\r\n"),
      Printed("return", "", "", ""),
      Printed("return true, 1, 'x'", "yes\n1\nx\n", "[true,1,\"x\"]\n", "yes\r\n1\r\nx\r\n"),
      Printed("return {}", "\n", "[]\n", "\"\"\r\n"),
      Printed("return { 1, 2 }", "value\n    1\n    2\n", "[1,2]\n", "value\r\n1\r\n2\r\n"),
      Printed(
        "return { b = 1, a = { 2, 3 } }", "name  value\na     2, 3\nb     1\n", "{\"a\":[2,3],\"b\":1}\n",
        "name,value\r\na,\"2, 3\"\r\nb,1\r\n"),
      Printed(
        "return { { a = 1 }, { b = 'x' } }", "a  b\n1\n   x\n", "[{\"a\":1},{\"b\":\"x\"}]\n", "a,b\r\n1,\r\n,x\r\n"),
      Printed("return { {} }", "value\n\n", "[[]]\n", "value\r\n\"\"\r\n"),
      Printed(
        "return { columns = { 'a', 'b', 'c' }, { 1, nil, 3 } }", "a  b  c\n1     3\n",
        #"[{"1":1,"3":3}]"# + "\n", "a,b,c\r\n1,,3\r\n"),
    ])
  func prints(_ due: Printed) throws {
    let run = try Run(code: due.code)
    #expect(try run.text(.table) == due.table)
    #expect(try run.text(.json) == due.json)
    #expect(try run.text(.csv) == due.csv)
  }

  @Test("numbers that are none are said to people, and refused in JSON", arguments: ["0/0", "1/0", "-1/0"])
  func notFinite(_ code: String) throws {
    let run = try Run(code: "return { " + code + " }")
    #expect(["value\n  nan\n", "value\n -nan\n", "value\n  inf\n", "value\n -inf\n"].contains(try run.text(.table)))
    for format in [OutputFormat.json, .ndjson] {
      let error = #expect(throws: ReferError.self) { try run.printed(format) }
      #expect(error?.description.contains("check for a division by zero") == true)
      #expect(error?.status == .impossible)
    }
  }

  @Test(
    "what can't be printed is named",
    arguments: [
      ("return function() end", "a function"), ("return { 1, print }", "a function"), ("return '\\255'", "no text"),
      ("return is('city', 'x')", "a condition"), ("local t = {} t.t = t return t", "holds itself"),
      ("local t = {} for i = 1, 100 do t = { t } end return t", "60 deep"),
    ])
  func refused(_ code: String, _ due: String) throws {
    let run = try Run(code: code)
    for format in OutputFormat.allCases {
      let error = #expect(throws: ReferError.self) { try run.printed(format) }
      #expect(error?.description.contains(due) == true, "\(error?.description ?? "")")
    }
  }

  @Test(
    "a table that would lose a value is refused",
    arguments: [
      ("return { { 1, name = 'x' } }", "has 'name', for which there is no column"),
      ("return { columns = { 'a' }, { 1, 2 } }", "has '2', for which there is no column"),
      ("return { { [2^40] = 1 } }", "for which there is no column"),
      ("return { 'a', nil, 'c' }", "value 2 is missing, though it goes on to 3"),
      ("return { 'a', total = 2 }", "also has 'total' by name"),
    ])
  func lossless(_ code: String, _ due: String) throws {
    let run = try Run(code: code)
    for format in [OutputFormat.table, .csv, .markdown] {
      let error = #expect(throws: ReferError.self) { try run.printed(format) }
      #expect(error?.description.contains(due) == true, "\(error?.description ?? "")")
    }
    #expect(try run.text(.json).isEmpty == false)
  }

  @Test("a record prints its fields, times as RFC 3339")
  func records() throws {
    let contact = #"{"id":"c1","name":"Ann","met_at":"2026-01-02","tags":["a","b"],"custom":{"K":"v"}}"#
    let run = try Run(code: "return contacts()[1]", contacts: [contact])
    let json = try run.text(.json)
    #expect(json.contains(#""met_at":"2026-01-02T00:00:00Z","#))
    #expect(json.contains(#""tags":["a","b"]"#) && json.contains(#""custom":{"K":"v"}"#))
    #expect(try run.text(.table).contains("name    Ann\n"))
  }
}
