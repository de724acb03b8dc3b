import LuaHost
import ReferFormats
import ReferModel
import ReferRules

/// Writes decisions as JSON, one object a contact, keys in the order of the contract.
///
/// What contacts share is written once and kept: the answers that a rule can give, and verdicts.
struct DecisionJSON {
  private let rules: RuleSet
  /// `"name":{…}` for each question, by a rule: each answer of its domain.
  private let ruled: [[[UInt8]]]
  /// The same while it is not known.
  private let unknown: [[UInt8]]
  private var verdicts: [ObjectIdentifier: Fragments] = [:]

  private struct Fragments {
    /// Keeps the verdict alive, so that its identity stays its own.
    let verdict: Verdict
    let head: [UInt8]
    let tail: [UInt8]
  }

  init(_ rules: RuleSet) {
    self.rules = rules
    unknown = rules.questions.map { Self.answer($0, value: nil, by: nil, at: nil, in: rules.source) }
    ruled = rules.questions.map { question in
      Self.isShared(question.form)
        ? question.domain.map { Self.answer(question, value: $0, by: .rule, at: nil, in: rules.source) } : []
    }
  }

  private static func isShared(_ form: Question.Form) -> Bool {
    switch form {
    case .yesno, .choices: true
    case .scale, .measure: false
    }
  }

  private static func answer(
    _ question: Question, value: Question.Value?, by: Decision.Answer.Author?, at: Instant?, in source: ScriptSource
  ) -> [UInt8] {
    let place = by == .rule ? source.place(ofLine: question.rule.line) : nil
    var json = JSONBytes()
    json.text(question.name)
    json.raw(":{\"value\":")
    if let value {
      switch question.form {
      case .yesno: json.yesno(value == 1)
      case .scale, .measure: json.raw(number: NumberText.string(value))
      case .choices(let choices): json.text(choices[Int(value)].label)
      }
      json.raw(",\"points\":")
      json.raw(number: question.points(for: value).description)
    } else {
      json.raw("null,\"points\":null")
    }
    json.raw(",\"by\":")
    json.text(by?.rawValue)
    json.raw(",\"at\":")
    json.text(at.map { "\($0)" })
    json.raw(",\"file\":")
    json.text(place?.file)
    json.raw(",\"line\":")
    if let place { json.raw(number: "\(place.line)") } else { json.null() }
    json.raw("}")
    return json.bytes
  }

  /// Appends one decision; `explained` adds its three keys.
  mutating func append(_ decision: Decision, explained: Explanation? = nil, to json: inout JSONBytes) {
    json.raw("{\"id\":")
    json.text(decision.id)
    json.raw(",\"name\":")
    json.text(decision.name)
    let fragments = decision.verdict.map { self.fragments($0) }
    if let fragments {
      json.raw(fragments.head)
    } else {
      json.raw(",\"bucket\":null,\"title\":null,\"settled\":false,\"possible\":[],\"score\":null")
      json.raw(",\"score_min\":null,\"score_max\":null,\"buckets\":")
      buckets(nil, &json)
    }
    json.raw(",\"answers\":{")
    for (place, answer) in decision.answers.enumerated() {
      if place > 0 { json.raw(",") }
      json.raw(self.answer(answer))
    }
    json.raw("}")
    if let fragments {
      json.raw(fragments.tail)
    } else {
      json.raw(",\"open\":[],\"why\":[]")
    }
    DutyJSON.append(decision.duties, rules, to: &json)
    json.raw(",\"error\":")
    if let error = decision.error { append(error, &json) } else { json.null() }
    if let explained { append(explained, &json) }
    json.raw("}")
  }

  private func answer(_ answer: Decision.Answer) -> [UInt8] {
    guard let value = answer.value else { return unknown[answer.question] }
    if answer.by == .rule, !ruled[answer.question].isEmpty { return ruled[answer.question][Int(value)] }
    return Self.answer(rules.questions[answer.question], value: value, by: answer.by, at: answer.at, in: rules.source)
  }

  private func append(_ error: Decision.Failure, _ json: inout JSONBytes) {
    json.raw("{\"file\":")
    json.text(error.file)
    json.raw(",\"line\":")
    json.raw(number: "\(error.line)")
    json.raw(",\"message\":")
    json.text(error.message)
    json.raw(",\"reading\":")
    json.text(error.reading)
    json.raw("}")
  }

  private func append(_ explained: Explanation, _ json: inout JSONBytes) {
    json.raw(",\"reads\":[")
    for (place, read) in explained.reads.enumerated() {
      json.raw(place > 0 ? ",{\"question\":" : "{\"question\":")
      json.text(read.question)
      json.raw(",\"field\":")
      json.text(read.field)
      json.raw(",\"value\":")
      json.text(read.value)
      json.raw("}")
    }
    json.raw("],\"passed_over\":")
    json.texts(explained.passedOver)
    json.raw(",\"flip\":")
    json.text(explained.flip)
  }

  private mutating func fragments(_ verdict: Verdict) -> Fragments {
    let id = ObjectIdentifier(verdict)
    if let known = verdicts[id] { return known }
    var head = JSONBytes()
    head.raw(",\"bucket\":")
    head.text(verdict.bucket)
    head.raw(",\"title\":")
    head.text(verdict.title)
    head.raw(",\"settled\":")
    head.yesno(verdict.isSettled)
    head.raw(",\"possible\":")
    head.texts(verdict.possible)
    head.raw(",\"score\":")
    head.raw(number: verdict.score.description)
    head.raw(",\"score_min\":")
    head.raw(number: verdict.scoreRange.lowerBound.description)
    head.raw(",\"score_max\":")
    head.raw(number: verdict.scoreRange.upperBound.description)
    head.raw(",\"buckets\":")
    buckets(verdict, &head)
    var tail = JSONBytes()
    tail.raw(",\"open\":")
    tail.texts(verdict.open)
    tail.raw(",\"why\":")
    tail.texts(verdict.why)
    let fresh = Fragments(verdict: verdict, head: head.bytes, tail: tail.bytes)
    if verdicts.count < 20_000 { verdicts[id] = fresh }
    return fresh
  }

  private func buckets(_ verdict: Verdict?, _ json: inout JSONBytes) {
    json.raw("{")
    for (place, set) in rules.sets.enumerated() {
      if place > 0 { json.raw(",") }
      json.text(set.name)
      json.raw(":")
      json.text(verdict?.places[place].bucket)
    }
    json.raw("}")
  }
}
