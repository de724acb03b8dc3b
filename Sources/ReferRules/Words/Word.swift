/// One word of the rules language that declares something: `question`, `bucket` ….
///
/// Declared here once; checks, messages, the reference of `refer words` and the editor's definitions
/// all read it.
package struct Word: Sendable {
  package let name: String
  /// What it declares, as a sentence.
  package let sentence: String
  package let fields: [Field]
  /// A declaration that loads as it stands.
  package let example: String
  /// Whether this version carries it out; the others are known by name only.
  package let isAvailable: Bool

  /// One key of a declaration's table.
  package struct Field: Sendable {
    package let name: String
    package let kind: Kind
    package let sentence: String
    package let isRequired: Bool
    /// Of a list of tables: the fields of each.
    package var parts: [Field] = []
  }

  /// What a field's value may be.
  package enum Kind: Hashable, Sendable {
    case text, number, whole, length, yesno
    /// Only `true`: a mark that is there or not.
    case mark
    case condition, conditionOrFunction, function, textOrFunction
    /// A list of names.
    case names
    /// A text, or several in turn.
    case turns
    /// Two numbers, low and high.
    case pair
    /// A list of lists, `{ {"label", points}, … }` or `{ {from, points}, … }`.
    case choices, points
    /// A list of question names, and tests by question name.
    case needs
    /// A list of tables with fields of their own.
    case steps
    /// `at_least(n)`, `at_most(n)`, several in all_of/any_of/none_of, or a function.
    case scoreTest
    /// "score", a field, or a function.
    case ranking
    case oneOf([String])
    /// A table whose keys are checked elsewhere.
    case table
    case any

    /// Whether a number may be too large for it.
    var countsNumbers: Bool { [.number, .whole, .length, .pair, .choices, .points].contains(self) }

    /// What a person is told that the field takes.
    package var expectation: String {
      switch self {
      case .text: "a text in quotes"
      case .number: "a number"
      case .whole: "a whole number"
      case .length: "a length of time, such as days(90)"
      case .yesno: "true or false"
      case .mark: "true"
      case .condition: "a condition, such as is(\"city\", \"Lake Forest\")"
      case .conditionOrFunction: "a condition, such as is(\"city\", \"Lake Forest\"), or a function"
      case .function: "a function"
      case .textOrFunction: "a text in quotes, or a function"
      case .names: "a list of names, such as { \"A\", \"B\" }"
      case .turns: "a text in quotes, or a list of them that take turns"
      case .pair: "two numbers, such as { 1, 5 }"
      case .choices: "a list of labels with points, such as { { \"often\", 2 }, { \"never\", 0 } }"
      case .points: "a list of limits with points, such as { { 0, 0 }, { 3, 5 } }"
      case .needs: "questions, such as { \"in_touch\", good_at_it = at_least(3) }"
      case .steps: "a list of steps, such as { { after = days(7), note = \"call\" } }"
      case .scoreTest: "a test, such as at_least(3), or a function"
      case .ranking: "\"score\", a field's name in quotes, or a function"
      case .oneOf(let words): words.map { "\"\($0)\"" }.joined(separator: ", ")
      case .table: "a table, such as { industry = \"banking\" }"
      case .any: "any value"
      }
    }
  }

  init(
    _ name: String, _ sentence: String, _ fields: [Field], isAvailable: Bool = true, example: String
  ) {
    self.name = name
    self.sentence = sentence
    self.fields = fields
    self.isAvailable = isAvailable
    self.example = example
  }

  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}

extension Word.Field {
  static func required(_ name: String, _ kind: Word.Kind, _ sentence: String) -> Self {
    Self(name: name, kind: kind, sentence: sentence, isRequired: true)
  }
  static func optional(_ name: String, _ kind: Word.Kind, _ sentence: String) -> Self {
    Self(name: name, kind: kind, sentence: sentence, isRequired: false)
  }
  /// A list of tables with these fields each.
  static func list(_ name: String, _ parts: [Word.Field], _ sentence: String) -> Self {
    Self(name: name, kind: .steps, sentence: sentence, isRequired: false, parts: parts)
  }
}
