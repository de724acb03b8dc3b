import ReferModel
import ReferRules

/// A question of the rules that waits for the user's answer about one contact.
public struct OpenQuestion: Hashable, Sendable {
  public let name: String
  /// As the rules put it: "Are they as good as they say?"
  public let ask: String
  public let help: String?
  /// What an answer looks like: "yes or no", "a whole number from 1 to 5".
  public let answers: String
  /// The labels of a choice, in order; empty for all other questions.
  public let choices: [String]
  /// While it is open, nothing can be decided.
  public let isRequired: Bool
  /// The user's answer that has grown too old.
  public let answeredBefore: String?
  /// When it was given, as of RFC 3339.
  public let answeredAt: String?

  init(_ question: Question, _ answer: Decision.Answer) {
    name = question.name
    ask = question.ask
    help = question.help
    answers = question.usersExpectation
    if case .choices(let choices) = question.form { self.choices = choices.map(\.label) } else { choices = [] }
    isRequired = question.isRequired
    let isUsers = answer.by == .user
    answeredBefore = isUsers ? answer.value.map(question.text) : nil
    answeredAt = isUsers ? answer.at.map { "\($0)" } : nil
  }
}
