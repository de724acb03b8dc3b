import LuaHost
import ReferModel
import ReferRules

/// The decision about one contact, complete: the type behind the text and the JSON of a decision.
///
/// Coded, its keys are those that `refer eval --format json` prints; what is not there is null, never absent.
public struct ContactDecision: Codable, Hashable, Sendable {
  public var id: String
  public var name: String?
  /// The bucket of the first set; nil when none holds, or a rule failed.
  public var bucket: String?
  public var title: String?
  /// No open question can change it.
  public var settled: Bool
  /// The buckets of the first set in which it may end.
  public var possible: [String]
  /// Points, exact to nine decimals.
  public var score: Double?
  public var scoreMin: Double?
  public var scoreMax: Double?
  /// The bucket of every set.
  public var buckets: [String: String?]
  public var answers: [String: Answer]
  /// The open questions, by how much they can change.
  public var open: [String]
  public var why: [String]
  /// What is to be done about them.
  public var followUps: [FollowUp]
  /// The thanks that are owed to them.
  public var thankYous: [ThankYou]
  public var error: Failure?
  /// With `--explain`: each field that a rule read, and its value.
  public var reads: [Read]?
  /// With `--explain`: why the buckets before it do not hold.
  public var passedOver: [String]?
  /// With `--explain`: the nearest change that would move the contact.
  public var flip: String?

  public struct Answer: Codable, Hashable, Sendable {
    public var value: Value?
    public var points: Double?
    /// "rule" or "user".
    public var by: String?
    /// When the user gave it, as of RFC 3339.
    public var at: String?
    public var file: String?
    public var line: Int?

    enum CodingKeys: String, CodingKey { case value, points, by, at, file, line }
  }

  /// A yes or no, a number, or the label of a choice.
  public enum Value: Codable, Hashable, Sendable {
    case yesno(Bool)
    case number(Double)
    case label(String)
  }

  /// A rule that failed for this contact.
  public struct Failure: Codable, Hashable, Sendable {
    public var file: String
    public var line: Int
    public var message: String
    /// The missing field that it had read last.
    public var reading: String?

    enum CodingKeys: String, CodingKey { case file, line, message, reading }
  }

  /// A field that a rule read.
  public struct Read: Codable, Hashable, Sendable {
    public var question: String
    public var field: String
    /// As text; nil where it is missing.
    public var value: String?

    enum CodingKeys: String, CodingKey { case question, field, value }
  }

  enum CodingKeys: String, CodingKey {
    case id, name, bucket, title, settled, possible, score
    case scoreMin = "score_min"
    case scoreMax = "score_max"
    case buckets, answers, open, why
    case followUps = "follow_ups"
    case thankYous = "thank_yous"
    case error, reads
    case passedOver = "passed_over"
    case flip
  }
}

extension ContactDecision.Value {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let yes = try? container.decode(Bool.self) {
      self = .yesno(yes)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .label(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .yesno(let yes): try container.encode(yes)
    case .number(let number): try container.encode(number)
    case .label(let label): try container.encode(label)
    }
  }
}

extension ContactDecision {
  /// The whole of a decision that the decider made.
  init(_ decision: Decision, _ rules: RuleSet) {
    let verdict = decision.verdict
    id = decision.id
    name = decision.name
    bucket = decision.bucket
    title = verdict?.title
    settled = decision.isSettled
    possible = verdict?.possible ?? []
    score = verdict?.score.double
    scoreMin = verdict?.scoreRange.lowerBound.double
    scoreMax = verdict?.scoreRange.upperBound.double
    buckets = [:]
    for set in rules.sets { buckets[set.name] = .some(verdict?.places.first { $0.set == set.name }?.bucket) }
    answers = [:]
    for answer in decision.answers {
      let question = rules.questions[answer.question]
      let place = answer.by == .rule ? rules.source.place(ofLine: question.rule.line) : nil
      answers[question.name] = Answer(
        value: answer.value.map { Value($0, question) }, points: answer.points?.double, by: answer.by?.rawValue,
        at: answer.at.map { "\($0)" }, file: place?.file, line: place?.line)
    }
    open = verdict?.open ?? []
    why = verdict?.why ?? []
    followUps = decision.duties.followUps.map { FollowUp($0, rules) }
    thankYous = decision.duties.thankYous.map { ThankYou($0) }
    error = decision.error.map { Failure(file: $0.file, line: $0.line, message: $0.message, reading: $0.reading) }
  }
}

extension ContactDecision.Value {
  init(_ value: Question.Value, _ question: Question) {
    switch question.form {
    case .yesno: self = .yesno(value == 1)
    case .scale, .measure: self = .number(value)
    case .choices(let choices): self = .label(choices[Int(value)].label)
    }
  }
}
