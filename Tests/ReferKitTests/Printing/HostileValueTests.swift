import Foundation
import TestSupport
import Testing

@testable import ReferKit

/// Something that a stranger's text can hold, as Lua and as JSON write it.
struct HostileText: CustomTestStringConvertible, Sendable {
  let name: String
  let lua: String
  let json: String
  var testDescription: String { name }

  init(_ name: String, _ scalars: UInt32...) {
    self.name = name
    lua = scalars.map { "\\u{\(String($0, radix: 16))}" }.joined()
    json = scalars.map {
      let digits = String($0, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  static let all = [
    HostileText("new line", 0x0A), HostileText("carriage return", 0x0D), HostileText("both", 0x0D, 0x0A),
    HostileText("escape", 0x1B, 0x5B, 0x32, 0x4A), HostileText("operating system command", 0x1B, 0x5D, 0x30, 0x3B, 0x07),
    HostileText("C1", 0x9B, 0x32, 0x4A), HostileText("next line", 0x85), HostileText("right to left", 0x202E),
    HostileText("isolate", 0x2066), HostileText("line separator", 0x2028), HostileText("paragraph", 0x2029),
    HostileText("backspace", 0x08), HostileText("delete", 0x7F), HostileText("bell", 0x07), HostileText("tab", 0x09),
    HostileText("form feed", 0x0C), HostileText("byte order mark", 0xFEFF), HostileText("quote", 0x22, 0x2C, 0x27),
  ]
}

@Suite("What a stranger's text holds never steers a terminal, breaks a format or forges a line")
struct HostileValueTests {
  private static let forged = "refer: EVE was here"

  private func steering(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
      default: false
      }
    }
  }

  /// What a terminal would show: nothing steers it, and no line begins with what was forged.
  private func expectSafe(_ text: String, _ what: Comment) {
    #expect(steering(text) == nil, what)
    #expect(!text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix(Self.forged) }, what)
  }

  /// The output in each format, to a terminal and to a program.
  private func expectSafe(lines: Int?, _ what: Comment, _ print: (OutputFormat, Output) throws -> Void) throws {
    for format in OutputFormat.allCases {
      for width in [nil, 60] as [Int?] {
        var bytes: [UInt8] = []
        do {
          try print(format, Output(width: width) { bytes += $0 })
        } catch let error as ReferError {
          expectSafe(error.description, what)
          continue
        }
        let text = try #require(String(validating: bytes, as: UTF8.self), what)
        switch format {
        case .csv where width == nil: break
        case .csv: expectSafe(text.replacing("\r\n", with: "\n"), what)
        default: expectSafe(text, what)
        }
        if format == .json { _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) }
        if format == .ndjson {
          let all = bytes.split(separator: 0x0A)
          for line in all { _ = try JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed) }
          if let lines { #expect(all.count == lines, what) }
        }
      }
    }
  }

  @Test("in a contact", arguments: HostileText.all)
  func contacts(_ text: HostileText) throws {
    let value = "a\(text.json)\(Self.forged)"
    let contacts = (1...2).map {
      #"{"id":"\#($0)\#(value)","name":"\#(value)","city":"\#(value)","notes":"\#(value)","custom":{"\#(value)":"\#(value)"},"#
        + #""tags":["\#(value)"],"answers":{"given":"\#(value)"}}"#
    }
    let rules = """
      question "given" { ask = "?", choices = { { "a\(text.lua)\(Self.forged)", 1 }, { "b", 0 } } }
      question "city" { ask = "?", answer = any_of { is("city", "x"), has("notes") } }
      question "fails" { ask = "?", answer = function(contact)
        if contact.id:sub(1, 1) == "2" then error(contact.name) end
        print(contact.name)
        return false
      end }
      bucket "A" { otherwise = true }
      shortlist "top" { by = "score", at_most = 3 }
      """
    var run = try Run(code: rules, contacts: contacts)
    var messages: [String] = []
    run.evaluation.report = { messages.append(Output.safe($0)) }
    for isExplained in [false, true] {
      run.evaluation.isExplained = isExplained
      try expectSafe(lines: 2, "eval") { _ = try run.evaluation.print(as: $0, to: $1) }
    }
    for id in 1...2 {
      try expectSafe(lines: 1, "explain") { format, output in
        _ = try ExplainOne("\(id)a", in: run.evaluation).print(as: format, to: output)
      }
    }
    #expect(messages.contains { $0.contains("EVE") })
    for message in messages { expectSafe(message, "message") }
    for code in ["contacts()", "contacts()[1]", "contacts()[1].name", "{ [contacts()[1].name] = contacts()[1].custom }"] {
      let script = try Run(code: "return " + code, contacts: contacts)
      try expectSafe(lines: nil, "script") { _ = try script.evaluation.print(as: $0, to: $1) }
    }
  }

  @Test("in the rules", arguments: HostileText.all)
  func rules(_ text: HostileText) throws {
    let value = "a\(text.lua)\(Self.forged)"
    let declarations = [
      "bucket \"\(value)\" { otherwise = true }", "question \"\(value)\" { ask = \"?\" }",
      "question \"q\" { ask = \"\(value)\", answer = has(\"city\") }",
      "bucket \"A\" { otherwise = true, title = \"\(value)\" }",
      "bucket \"A\" { otherwise = true, set = \"\(value)\" }",
      "bucket \"A\" { otherwise = true, hand_to = \"\(value)\" }",
      "bucket \"A\" { needs = { \"\(value)\" } }", "bucket \"A\" { [\"\(value)\"] = 1 }",
      "shortlist \"\(value)\" { by = \"score\" }", "setting \"\(value)\" { default = \"\(value)\" }",
      "setting \"s\" { default = \"\(value)\", choices = { \"\(value)\" } }", "setting \"s\" { ask = \"\(value)\" }",
      "question \"q\" { ask = \"?\", answer = is(\"city\", \"\(value)\") }",
      "question \"q\" { ask = \"?\", answer = is(\"\(value)\", \"x\") }",
      "question \"q\" { ask = \"?\", choices = { { \"\(value)\", 1 }, { \"b\", 2 } }, answer = function() return \"\(value)\" end }",
      "question \"q\" { ask = \"?\", answer = function() return \"\(value)\" end }",
      "question \"q\" { ask = \"?\", answer = function() error(\"\(value)\") end }",
      "question \"q\" { ask = \"?\", answer = function(contact) return contact[\"\(value)\"] end }",
      "example \"\(value)\" { given = { name = \"\(value)\" }, expect = { bucket = \"\(value)\" } }",
      "error(\"\(value)\")", "error({ \"\(value)\" })", "x = nil + \"\(value)\"", "local t = nil t[\"\(value)\"] = 1",
      "_ENV[\"\(value)\"]()",
    ]
    for declaration in declarations {
      let code = declaration + "\nbucket \"Z\" { set = \"other\", otherwise = true }"
      var run = try Run(code: code, contacts: [#"{"id":"c1","name":"Ann","city":"x"}"#])
      var messages: [String] = []
      run.evaluation.report = { messages.append(Output.safe($0)) }
      run.evaluation.isExplained = true
      try expectSafe(lines: 1, "\(declaration)") { _ = try run.evaluation.print(as: $0, to: $1) }
      try expectSafe(lines: 1, "\(declaration)") { format, output in
        _ = try ExplainOne("c1", in: run.evaluation).print(as: format, to: output)
      }
      try expectSafe(lines: 1, "\(declaration)") { format, output in
        let context = try RunContext(now: "2026-01-15")
        try CheckReport(run.evaluation.rules, files: run.evaluation.files, run: context).print(as: format, to: output)
      }
      for message in messages { expectSafe(message, "\(declaration)") }
    }
  }

  @Test("in what a script returns", arguments: HostileText.all)
  func scripts(_ text: HostileText) throws {
    let value = "\"a\(text.lua)\(Self.forged)\""
    for code in [
      value, "{ \(value) }", "{ [\(value)] = 1 }", "{ x = { \(value) } }", "{ columns = { \(value) }, { \(value) } }",
      "\(value), \(value)", "{ { [\(value)] = \(value) } }",
    ] {
      let run = try Run(code: "return \(code)")
      try expectSafe(lines: nil, "\(code)") { _ = try run.evaluation.print(as: $0, to: $1) }
    }
  }

  @Test(
    "values that are no text, number or table",
    arguments: [
      "function() end", "print", "is('city', 'x')", "days(3)", "settings", "'\\255'", "'a\\xC3'", "'\\xED\\xA0\\x80'",
      "{ ['\\255'] = 1 }", "{ { '\\255' } }", "{ f = print }", "(function() local t = {} t[1] = t return t end)()",
      "(function() local t = {} t.x = { t } return { t } end)()", "{ columns = { print }, { 1 } }",
      "{ [print] = 1 }", "{ [1.5] = 1, [-1] = 2, [true] = 3 }", "0/0", "1/0", "-1/0", "{ [1/0] = 1 }", "{ x = 0/0 }",
      "{ columns = { 0/0 }, { 1/0 } }", "('x'):rep(1000000)", "(function() local t = {} for i = 1, 5 do t[i] = ('x'):rep(1000000) end return t end)()",
    ])
  func odd(_ code: String) throws {
    let run = try Run(code: "return \(code)")
    try expectSafe(lines: nil, "\(code)") { _ = try run.evaluation.print(as: $0, to: $1) }
  }

  @Test("numbers that are none, as answers, scores and ranks", arguments: ["0/0", "1/0", "-1/0", "1e308", "-1e308"])
  func numbers(_ number: String) throws {
    for rules in [
      "question \"q\" { ask = \"?\", scale = { 0, 9 }, answer = function() return \(number) end }",
      "question \"q\" { ask = \"?\", points = function() return \(number) end, answer = has(\"name\") }",
      "question \"q\" { ask = \"?\", weight = \(number), answer = has(\"name\") }",
      "shortlist \"s\" { by = function() return \(number) end, at_most = 3 }",
      "setting \"s\" { default = \(number) }", "bucket \"A\" { score = at_least(\(number)) }",
    ] {
      let code = rules + "\nbucket \"Z\" { set = \"other\", otherwise = true }"
      let run = try Run(code: code, contacts: [#"{"id":"c1","name":"Ann","city":"x"}"#])
      try expectSafe(lines: 1, "\(code)") { _ = try run.evaluation.print(as: $0, to: $1) }
    }
  }

  @Test("in the names of files", arguments: ["\n", "\r", "\u{1B}[2J", "\u{9B}", "\u{202E}", "\u{7F}"])
  func files(_ text: String) throws {
    let folder = try TemporaryFolder()
    func file(_ content: String, _ end: String) throws -> String {
      try folder.write(content, to: "a\(text)\(Self.forged)\(end)")
    }
    let missing = folder.path + "/b\(text)\(Self.forged)"
    let rules = try file(
      "question \"q\" { ask = \"?\", answer = function(c) return c.nothing end }\nbucket \"A\" { otherwise = true }", ".lua")
    let context = try RunContext(now: "2026-01-15")
    let people = try file("{\"id\":\"c1\",\"name\":\"Ann\"}\n{\n", ".ndjson")
    for path in [missing, try file("", ".1"), try file("\u{1B}Lua", ".2"), try file("x = = 1", ".3"), folder.path, people] {
      do {
        let evaluation = Evaluation(rules: try RulesFile(path: path), files: [people], run: context)
        _ = try evaluation.print(as: .table, to: Output { _ in })
        Issue.record("\(path) was taken for rules")
      } catch let error as ReferError { expectSafe(error.description.replacing(folder.path, with: ""), "\(path)") }
    }
    for path in [missing, people, try file("", ".4"), try file("%PDF-1.7", ".pdf"), try file("BEGIN:VCARD\n", ".vcf"), folder.path] {
      var evaluation = Evaluation(rules: try RulesFile(path: rules), files: [path], run: context)
      var messages: [String] = []
      evaluation.report = { messages.append(Output.safe($0)) }
      try expectSafe(lines: nil, "\(path)") { _ = try evaluation.print(as: $0, to: $1) }
      try expectSafe(lines: nil, "\(path)") { format, output in
        try CheckReport(try RulesFile(path: rules), files: [path], run: context).print(as: format, to: output)
      }
      for message in messages { expectSafe(message, "\(path)") }
    }
  }
}
