import ReferKit
import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("The words, each declared once")
struct VocabularyTests {
  private static let due = [
    "question", "bucket", "shortlist", "follow_up", "thank_you", "guard", "goal", "insight", "template", "setting",
    "example",
  ]

  /// What else a word's example needs to stand in a file of its own.
  private func file(_ word: Word) -> String {
    let buckets = "bucket \"A\" { when = has(\"city\") }\nbucket \"B\" { otherwise = true }\n"
    return ["shortlist", "example", "guard"].contains(word.name) ? buckets + word.example : word.example
  }

  private func printed(_ word: String?, as format: OutputFormat) throws -> String {
    var bytes: [UInt8] = []
    try WordsReference().print(word, as: format, to: Output { bytes += $0 })
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("all words of the language are here, in its order")
  func words() { #expect(Vocabulary.words.map(\.name) == Self.due) }

  @Test(
    "each example loads as it stands; a later word says that it comes later", arguments: Vocabulary.words.map(\.name))
  func examples(name: String) throws {
    let word = try #require(Vocabulary.word(name))
    let problems = Trial.problems(file(word))
    if word.isAvailable {
      #expect(problems.isEmpty, "\(problems)")
    } else {
      #expect(
        problems == [
          "1:1: error: this version of refer does not know '\(name)' yet; take it out, or put -- before its lines"
        ])
    }
  }

  @Test(
    "each field of each word is taken, and its name with a slip is refused with the right one",
    arguments: Vocabulary.words.map(\.name))
  func fields(name: String) throws {
    let word = try #require(Vocabulary.word(name))
    guard word.isAvailable else { return }
    for field in word.fields {
      let known = Trial.problems("\(name) \"x\" { \(field.name) = nosuch() }")
      #expect(!known.contains { $0.contains("has no field") }, "\(known)")
      let given = Trial.problems("local t = {} t[\"\(field.name)\"] = print\n\(name) \"x\" (t)")
      #expect(!given.contains { $0.contains("has no field") }, "\(field.name): \(given)")
      let misspelt = field.name + "x"
      let problems = Trial.problems("\(name) \"x\" { \(misspelt) = 1 }")
      #expect(
        problems.contains {
          $0.hasPrefix("1:") && $0.contains("\(name) 'x' has no field '\(misspelt)'; did you mean '\(field.name)'?")
        }, "\(problems)")
      let shouted = Trial.problems("\(name) \"x\" { \(field.name.uppercased()) = 1 }")
      #expect(shouted.contains { $0.contains("did you mean '\(field.name)'?") }, "\(shouted)")
    }
    let strange = Trial.problems("\(name) \"x\" { zzzzzz = 1 }")
    #expect(strange.contains { $0.contains("its fields are: \(word.fields.map(\.name).joined(separator: ", "))") })
  }

  @Test("a required field that is not there is asked for")
  func required() {
    for word in Vocabulary.words where word.isAvailable {
      let problems = Trial.problems("\(word.name) \"x\" {}")
      for field in word.fields where field.isRequired {
        #expect(
          problems.contains { $0.contains("\(word.name) 'x' needs '\(field.name)': \(field.sentence)") }, "\(problems)")
      }
    }
  }

  /// A text fits some kinds, a function others; a table full of nonsense fits none but free tables.
  @Test("what a field takes is what its message says", arguments: Vocabulary.words.filter(\.isAvailable).map(\.name))
  func kinds(name: String) throws {
    let word = try #require(Vocabulary.word(name))
    for field in word.fields {
      if [.any, .table].contains(field.kind) { continue }
      let extra =
        switch (name, field.name) {
        case (_, "points"): ", measure = \"trust\""
        case (_, "over"): ", measure = \"interactions\""
        case ("follow_up", "every"), ("follow_up", "steps"): ""
        case ("follow_up", _): ", every = days(9)"
        default: ""
        }
      let problems = Trial.problems("\(name) \"x\" { \(field.name) = { zz = { 1, 2 } }\(extra) }")
      let due =
        field.kind == .mark
        ? "can only be true" : field.kind == .needs ? "no question is named 'zz'" : field.kind.expectation
      if case .oneOf = field.kind {
        #expect(
          problems.contains { $0.contains("'\(field.name)' of \(name) 'x' must be") }, "\(field.name): \(problems)")
      } else {
        #expect(problems.contains { $0.contains(due) }, "\(field.name): \(problems)")
      }
    }
  }

  @Test("the reference shows every word and field, in text and in JSON", arguments: due)
  func reference(name: String) throws {
    let word = try #require(Vocabulary.word(name))
    #expect(try printed(nil, as: .table).contains("  \(name) "))
    let page = try printed(name, as: .table)
    let json = try printed(name, as: .json)
    #expect(page.contains(word.sentence))
    #expect(json.contains("\"name\":\"\(name)\""))
    #expect(page.contains("later version") || page.contains("not carry it out yet") || word.isAvailable)
    for field in word.fields {
      #expect(page.contains(field.name), "\(field.name)")
      #expect(json.contains("\"name\":\"\(field.name)\""), "\(field.name)")
    }
    for line in word.example.split(separator: "\n") {
      #expect(page.contains(line.trimmingPrefix(while: \.isWhitespace)))
    }
  }

  @Test("every field of every record is in the reference")
  func records() throws {
    for schema in Schema.all where Vocabulary.word(schema.name) == nil {
      let page = try printed(schema.name, as: .table)
      for name in schema.visibleNames { #expect(page.contains(name), "\(schema.name).\(name)") }
    }
  }

  @Test("a word that is none gets the nearest")
  func unknownWord() {
    #expect(throws: ReferError.self) { try printed("buckt", as: .table) }
    do { _ = try printed("buckt", as: .table) } catch {
      #expect("\(error)".contains("did you mean 'bucket'?"), "\(error)")
    }
  }
}
