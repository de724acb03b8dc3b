package import ReferModel

/// What the rules decide about one contact: the one type behind the text and the JSON of a decision.
///
/// Keys and their order are those of the command's contract; a value that is not there is null, never absent.
package struct Decision: Sendable {
  package let id: String
  package let name: String?
  /// Shared by all contacts in the same situation; nil when a rule failed.
  package let verdict: Verdict?
  package let answers: [Answer]
  package let error: Failure?
  /// What is to be done about them, of the follow-ups and thank-yous of the rules.
  package var duties = Duties()

  /// The answer to one question, and whose it is.
  package struct Answer: Sendable {
    package enum Author: String, Sendable { case rule, user }

    package let question: Int
    package let value: Question.Value?
    package let points: Points?
    package let by: Author?
    /// When the user gave it.
    package let at: Instant?
    /// What the rule says where the user's answer beats it.
    package let overruled: Question.Value?
    /// The fields that the rule read, by their places in a contact.
    package let reads: UInt64
  }

  /// A rule that failed for this contact.
  package struct Failure: Error, Hashable, Sendable {
    package let file: String
    package let line: Int
    package let message: String
    /// The missing field that it had read last.
    package let reading: String?

    init(file: String, line: Int, message: String, reading: String?) {
      self.file = file
      self.line = line
      self.message = message
      self.reading = reading
    }

    /// - Parameter line: counted over all files of the rules.
    init(_ source: ScriptSource, line: Int, message: String, reading: String?) {
      let place = source.place(ofLine: line)
      self.init(file: place.file, line: place.line, message: message, reading: reading)
    }
  }

  package var bucket: String? { verdict?.bucket }
  package var isSettled: Bool { verdict?.isSettled ?? false }
}
