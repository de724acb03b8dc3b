import ReferFormats
import ReferModel
import ReferRules

/// Writes what is to be done as the two keys of a decision; see ``ContactDecision/FollowUp``.
enum DutyJSON {
  static func append(_ duties: Duties, _ rules: RuleSet, to json: inout JSONBytes) {
    json.raw(",\"follow_ups\":[")
    for (place, item) in duties.followUps.enumerated() {
      if place > 0 { json.raw(",") }
      append(item, rules, to: &json)
    }
    json.raw("],\"thank_yous\":[")
    for (place, item) in duties.thankYous.enumerated() {
      if place > 0 { json.raw(",") }
      append(item, to: &json)
    }
    json.raw("]")
  }

  private static func append(_ item: FollowUp, _ rules: RuleSet, to json: inout JSONBytes) {
    json.raw("{\"id\":")
    json.text(item.id)
    text("rule", item.rule, &json)
    number("step", item.step, &json)
    person(item.with, &json)
    text("note", item.note, &json)
    text("template", item.template, &json)
    time("ideal_at", item.idealAt, &json)
    time("due_at", item.dueAt, &json)
    time("limit_at", item.limitAt, &json)
    text("state", item.state.rawValue, &json)
    time("over_at", item.overAt, &json)
    text("done_by", item.doneBy, &json)
    text("why", item.why, &json)
    json.raw(",\"shortlists\":")
    json.texts(item.pendingShortlists.map { rules.shortlists[$0].name })
    text("file", item.place.file, &json)
    number("line", item.place.line, &json)
    json.raw("}")
  }

  private static func append(_ item: ThankYou, to json: inout JSONBytes) {
    json.raw("{\"id\":")
    json.text(item.id)
    text("rule", item.rule, &json)
    text("for", item.occurrence.rawValue, &json)
    text("referral", item.referral, &json)
    person(item.with, &json)
    text("kind", item.kind?.rawValue, &json)
    text("template", item.template, &json)
    text("gift", item.gift, &json)
    json.raw(",\"public\":")
    json.yesno(item.isPublic)
    json.raw(",\"consent\":")
    if let consents = item.consents { json.yesno(consents) } else { json.null() }
    time("owed_since", item.owedSince, &json)
    time("due_at", item.dueAt, &json)
    text("state", item.state.rawValue, &json)
    time("done_at", item.doneAt, &json)
    text("why", item.why, &json)
    text("file", item.place.file, &json)
    number("line", item.place.line, &json)
    json.raw("}")
  }

  private static func person(_ person: OtherPerson, _ json: inout JSONBytes) {
    json.raw(",\"with\":{\"id\":")
    json.text(person.id)
    text("name", person.name, &json)
    json.raw("}")
  }

  private static func key(_ name: StaticString, _ json: inout JSONBytes) {
    json.raw(",\"")
    json.raw(name)
    json.raw("\":")
  }

  private static func text(_ name: StaticString, _ value: String?, _ json: inout JSONBytes) {
    key(name, &json)
    json.text(value)
  }

  private static func number(_ name: StaticString, _ value: Int, _ json: inout JSONBytes) {
    key(name, &json)
    json.raw(number: "\(value)")
  }

  private static func time(_ name: StaticString, _ value: Instant?, _ json: inout JSONBytes) {
    key(name, &json)
    json.text(value.map { "\($0)" })
  }
}
