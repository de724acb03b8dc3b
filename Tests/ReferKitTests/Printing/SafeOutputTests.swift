import Foundation
import Testing

@testable import ReferKit

/// Names come from strangers' files: what they hold must not steer the terminal of whoever prints them.
@Suite("Nothing that is printed steers a terminal")
struct SafeOutputTests {
  private static let rules = """
    question "q" { ask = "Do\\27[2J they?\\n", answer = is("city", "X\\27[0m") }
    question "which" { ask = "Which?", choices = { { "a\\27[1m\\nEve", 1 }, { "b", 0 } } }
    bucket "A" { title = "T\\r\\27]0;title\\7\\nEve", when = is("q", yes) }
    bucket "rest" { otherwise = true }
    shortlist "top" { by = "score", at_most = 3 }
    """
  private static let nasty = #"Ann\u001b[31m\nEve\u0007\u0085\u202eabc\u009b0m\u007f\r\t\u2028|x"#
  private static let contacts = (1...30).map { place in
    #"{"id":"c\#(place)\u001b[2J\n","name":"\#(nasty) \#(place)","city":"X\u001b[0m","answers":{"which":"a\u001b[1m\nEve"}}"#
  }

  /// The first scalar that a terminal could take for a command.
  private func steering(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  @Test("decisions", arguments: [OutputFormat.table, .markdown, .json, .ndjson], [nil, 80])
  func decisions(_ format: OutputFormat, _ width: Int?) throws {
    var run = try Run(code: Self.rules, contacts: Self.contacts)
    for isExplained in [false, true] {
      run.evaluation.isExplained = isExplained
      let text = try run.text(format, width: width)
      #expect(steering(text) == nil)
      #expect(text.contains("Ann"))
      // No name begins a line of its own.
      #expect(!text.contains("\nEve"))
    }
  }

  @Test("names in rules that would are refused", arguments: ["A\\nB", "A\\27[31m"])
  func names(_ name: String) throws {
    let run = try Run(code: "bucket \"\(name)\" { otherwise = true }", contacts: Self.contacts)
    let error = #expect(throws: ReferError.self) { try run.printed(.table) }
    #expect(error.map { steering($0.description) == nil } == true)
  }

  @Test("one decision in full", arguments: [OutputFormat.table, .markdown, .json])
  func explained(_ format: OutputFormat) throws {
    let run = try Run(code: Self.rules, contacts: Self.contacts)
    var bytes: [UInt8] = []
    _ = try ExplainOne("c7\u{1B}[2J\n", in: run.evaluation).print(as: format, to: Output { bytes += $0 })
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(steering(text) == nil)
    #expect(!text.contains("\nEve"))
  }

  @Test("a list of candidates")
  func candidates() throws {
    let run = try Run(code: Self.rules, contacts: Self.contacts)
    let error = #expect(throws: ReferError.self) {
      _ = try ExplainOne("Ann", in: run.evaluation).print(as: .table, to: Output { _ in })
    }
    #expect(steering(error?.description ?? "\u{1B}") == nil)
  }

  @Test("messages about contacts, and what rules print")
  func messages() throws {
    var run = try Run(
      code:
        "question \"q\" { ask = \"?\", answer = function(c) return c.trust > 1 end }\nbucket \"A\" { otherwise = true }",
      contacts: Self.contacts)
    var messages: [String] = []
    run.evaluation.report = { messages.append(Output.safe($0)) }
    _ = try run.printed(.ndjson)
    #expect(messages.count == 22)
    #expect(messages.allSatisfy { steering($0) == nil && !$0.contains("\n") })
    #expect(Output.safe("a\u{1B}b\nc\td") == "a\\u{1B}b\nc\\td")
  }

  @Test("what a script returns", arguments: [OutputFormat.table, .markdown, .json, .ndjson])
  func scripts(_ format: OutputFormat) throws {
    for code in [
      "return contacts()", "return contacts()[1]", "return contacts()[1].name", "return { contacts()[1].name }",
      "return { [contacts()[1].name] = contacts()[1].name }", "return group_by(contacts(), 'city')",
      "return { columns = { 'a\\27b' }, { contacts()[1].name } }",
    ] {
      let run = try Run(code: code, contacts: Self.contacts)
      #expect(steering(try run.text(format)) == nil, "\(code)")
    }
  }
}
