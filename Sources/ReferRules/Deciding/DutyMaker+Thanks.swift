import LuaHost
import ReferModel

extension DutyMaker {
  mutating func add(_ rule: ThankYouRule, _ reason: Occurrence) throws(Decision.Failure) {
    guard reason.at <= clock.now, let person = reason.person(rule.with, row) else { return }
    try charge(Self.workOfDuty + (row[Self.thanked].nested?.count ?? 0), rule.name, line: rule.line)
    let id = digest(rule.name, 0, reason.kind, reason.identity)
    let done = try thankedAt(for: reason, rule, person, id)
    if let done, done < since { return }
    // Thanks that are as late as that would only tell that nobody cared.
    let due = rule.within.map { clock.zone.instant(reason.at, addingWallClock: $0) }
    if done == nil, max(due ?? reason.at, putOff(rule.name, 0, reason) ?? reason.at) < since { return }
    let isLate = due.map { clock.now >= $0 } ?? false
    duties.thankYous.append(
      ThankYou(
        id: id, rule: rule.name, contact: decision.id,
        occurrence: reason.kind, referral: reason.referral, with: OtherPerson(person), kind: rule.kind,
        template: mayNotContact(person) ? nil : rule.send.map { rules.templates[$0].name },
        gift: try gift(rule, reason), isPublic: rule.isPublic,
        consents: Self.consent.flatMap { person[$0].yesno }, owedSince: reason.at, dueAt: due,
        state: done != nil ? .done : isLate ? .red : .green, doneAt: done,
        why: DutyText(clock: clock).why(rule, reason, due: due),
        place: decider.loaded.source.place(ofLine: rule.line),
        startedBy: reason.identity))
    if mayNotContact(person), rule.send != nil {
      duties.withheld.append("'\(rule.name)' sends nothing: they asked not to be contacted")
    }
  }

  private static let referralID = Schema.referral.index["id"] ?? 0
  private static let thankedAt = Schema.referral.index["thanked_at"] ?? 0
  private static let thanked = Schema.contact.index["thanked"] ?? 0
  private static let thanksKind = Schema.thankYou.index["kind"] ?? 0
  private static let thanksAt = Schema.thankYou.index["at"] ?? 0
  private static let thanksFor = Schema.thankYou.index["referral"] ?? 0
  private static let consent = Schema.contact.index["public_consent"]

  /// The first thanks to them that came after what they are for, are not for something else, and are of the kind that
  /// the rule names.
  private func thankedAt(for reason: Occurrence, _ rule: ThankYouRule, _ person: Cells, _ id: String)
    throws(Decision.Failure) -> Instant?
  {
    let record = reason.record.flatMap { $0.kind == .referral ? $0.cells : nil }
    let kind = rule.kindAsked.map { FoldedText($0.rawValue) }
    var times: [Double] = []
    if isContact(person) {
      times = thanks(in: row, for: record, kind)
      // The referral knows of thanks to whoever gave it; of which kind they were, only their own record does.
      if let at = record?[Self.thankedAt].number, kind == nil || thanks(in: row, for: record, nil).isEmpty {
        times.append(at)
      }
    } else {
      try readRow(of: person, line: rule.line) { times = thanks(in: $0, for: record, kind) }
      if let at = marks?[id] { times.append(at) }
    }
    return times.filter { isSince(reason.at, $0) && $0 <= clock.now.seconds }.min()
      .map { max(reason.at, Instant(seconds: $0)) }
  }

  /// When somebody was thanked for a referral, or, without one, as such. Thanks whose kind is not known may be of any.
  private func thanks(in row: Cells, for referral: Cells?, _ kind: FoldedText?) -> [Double] {
    guard let list = row[Self.thanked].nested, let first = list.baseAddress else { return [] }
    let wanted = referral?[Self.referralID].textBytes
    return (0..<list.count).compactMap { number in
      let thanks = first + number * Schema.thankYou.fields.count
      let of = thanks[Self.thanksFor].textBytes
      let isMeant = referral == nil ? of == nil : Self.isSame(of, wanted)
      let isOfKind = kind.flatMap { kind in thanks[Self.thanksKind].textBytes.map { kind.matches($0) } }
      return isMeant && isOfKind ?? true ? thanks[Self.thanksAt].number : nil
    }
  }

  private static func isSame(_ a: UnsafeRawBufferPointer?, _ b: UnsafeRawBufferPointer?) -> Bool {
    guard let a, let b else { return false }
    return a.elementsEqual(b)
  }

  private func gift(_ rule: ThankYouRule, _ reason: Occurrence) throws(Decision.Failure) -> String? {
    guard decision.isSettled else { return nil }
    switch rule.gift {
    case nil: return nil
    case .text(let text)?: return text
    case .function(let function)?:
      do {
        let outcome = try decider.late.withAnswers(of: decision) {
          try decider.loaded.sandbox.call(
            function, with: .record(decider.loaded.schema(.contact, for: function), row),
            reason.record.map { .record(decider.loaded.schema($0.kind, for: function), $0.cells) } ?? .nothing)
        }
        func problem(_ what: String) -> Decision.Failure {
          Decision.Failure(
            decider.loaded.source, line: function.line, message: "the gift of '\(rule.name)' \(what)", reading: nil)
        }
        switch outcome.value {
        case .text(let bytes) where bytes.count > RuleSetBuilder.longestNote:
          throw problem("is longer than \(RuleSetBuilder.longestNote) bytes")
        case .text(let bytes) where bytes.isEmpty: return nil
        case .text(let bytes):
          guard let text = String(validating: bytes, as: UTF8.self) else { throw problem("is not UTF-8") }
          return text
        case .nothing, .none, .yesno(false): return nil
        case .yesno, .number, .other:
          throw problem("must be a text or nil, here it is \(outcome.value.kindName)")
        }
      } catch { throw decider.failure(error, line: function.line) }
    }
  }
}
