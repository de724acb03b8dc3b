import ReferModel

/// Why something is to be done, in a sentence.
struct DutyText {
  let clock: Clock

  func why(
    _ rule: FollowUpRule, _ step: FollowUpRule.Step, _ start: Occurrence, _ schedule: Schedule, lastContact: Instant?
  ) -> String {
    let limit = step.by ?? step.limit
    let asks =
      rule.isRepeated
      ? "asks for something every \(step.after)"
      : "asks for \(step.send == nil ? "this" : "a message")"
        + (limit.map(within) ?? (step.after.isNothing ? "" : after(step.after)))
    let since = lastContact.map { "you were last in touch \(ago($0))" } ?? told(start)
    return "\(since); '\(rule.name)' \(asks)"
  }

  /// A step may lie before the day that it is for.
  private func within(_ length: Length) -> String { length.isNegative ? after(length) : " within \(length)" }

  private func after(_ length: Length) -> String {
    length.isNegative ? " \(Length(months: -length.months, seconds: -length.seconds)) before" : " after \(length)"
  }

  func why(_ rule: ThankYouRule, _ reason: Occurrence, due: Instant?) -> String {
    "\(told(reason)); '\(rule.name)' asks for thanks" + (rule.within.map { " within \($0)" } ?? "")
  }

  /// "red: send a note (you met 4 days ago …)".
  func line(_ item: FollowUp, _ shortlists: [String]) -> String {
    let what = [item.note, item.template.map { "send '\($0)'" }].compactMap(\.self).joined(separator: ", ")
    let when =
      switch item.state {
      case .waiting: "from \(day(item.idealAt))"
      case .green, .amber, .red: item.state.rawValue + (item.dueAt.map { ", due \(day($0))" } ?? "")
      case .done, .ended, .missed: item.state.rawValue + (item.overAt.map { " \(day($0))" } ?? "")
      }
    let only = shortlists.isEmpty ? "" : "; only for the shortlist \(shortlists.joined(separator: " or "))"
    return "\(when): \(what) with \(item.with.name ?? item.with.id ?? "somebody") (\(item.why)\(only))"
  }

  func line(_ item: ThankYou) -> String {
    let form = [item.kind?.rawValue, item.gift, item.template.map { "send '\($0)'" }].compactMap(\.self)
    let how = form.isEmpty ? "" : " (\(form.joined(separator: ", ")))"
    let consent =
      item.isPublic && item.consents != true
      ? item.consents == nil ? "; in public only once they agree" : "; not in public, for they do not agree" : ""
    return "\(item.state.rawValue): thank \(item.with.name ?? item.with.id ?? "somebody")\(how) (\(item.why)\(consent))"
  }

  private func day(_ at: Instant) -> String { "\(clock.zone.civil(at: at))" }

  /// "you met 2 days ago at Mixer".
  private func told(_ occurrence: Occurrence) -> String {
    let event = occurrence.eventName.map { " at \($0)" } ?? ""
    let phrase = occurrence.kind.phrase
    return occurrence.kind.isYearly ? "\(phrase) is \(ago(occurrence.at))" : "\(phrase) \(ago(occurrence.at))\(event)"
  }

  private func ago(_ at: Instant) -> String {
    if clock.zone.date(at: at) == clock.zone.date(at: clock.now) { return "today" }
    let length = Length.described(seconds: clock.now - at)
    return at <= clock.now ? "\(length) ago" : "in \(length)"
  }
}

extension Length {
  var isNothing: Bool { months == 0 && seconds == 0 }
  var isNegative: Bool { months < 0 || months == 0 && seconds < 0 }
}

extension Occurrence {
  /// The name of the event that it was at, where its record knows one, and whoever asks may see it.
  var eventName: String? {
    guard let record, isEventNamed else { return nil }
    if record.kind == .event { return record.cells[0].text }
    guard let place = Schema.of(record.kind).index["event"] else { return nil }
    return record.cells[place].nested?.baseAddress?[0].text
  }
}
