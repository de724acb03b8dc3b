/// A message with places to fill in.
package struct Template: Sendable {
  /// How a message is sent; a closed list.
  package enum Channel: String, CaseIterable, Sendable {
    case email, letter, card, message, phone, social
    case inPerson = "in_person"
  }

  package enum Body: Sendable {
    case text(TemplateText)
    /// function(contact, record, me) that gives the text; the record is what the message is about, or nil.
    case function(RuleFunction)
  }

  /// Whether a function of the rules writes it.
  package var isFunction: Bool { if case .function = body { true } else { false } }

  package let name: String
  package let subject: TemplateText?
  package let body: Body
  package let channel: Channel?
  /// It sells: not for a first note.
  package let isPitch: Bool
  /// What the text has to name.
  package let mustSay: [TemplatePath]
  /// Who declares it.
  let origin: Int
  package let line: Int
  /// The lines of the file on which the places of subject and text begin, by their bytes in it.
  let subjectLines: TextLines
  let lines: TextLines
}

/// A message, ready to be read once more and sent.
package struct Message: Hashable, Sendable {
  package let template: String
  package let subject: String?
  package let text: String
  package let channel: Template.Channel?
  package let isPitch: Bool
}

/// Which line of the rules file a byte of a text stands on.
struct TextLines: Sendable {
  /// The line of the first byte.
  let first: Int
  /// The bytes behind each line end of the text that is one in the file too.
  let starts: [Int]

  func line(at offset: Int) -> Int { first + starts.prefix { $0 <= offset }.count }
}
