import CRows
import ReferModel
import ReferRules
import ReferStore

/// Makes the sheet of one person out of their row.
struct PersonSheetMaker {
  let person: RecordView
  let clock: Clock
  private let values: ValueText

  /// How many records of a kind are shown.
  static let shown = 10

  init(_ row: Cells, clock: Clock) {
    person = RecordView(row, .contact)
    self.clock = clock
    values = ValueText(zone: clock.zone)
  }

  /// What the book knows of somebody beside their row.
  struct Aside {
    /// When and why they were put away.
    let archived: (at: Double, why: String?)?
    /// The files they came from.
    let sources: [String]
    /// The ids of their promises, in the order of the row.
    let promises: [Int64]
    /// What their referrals to the user brought.
    let closed: [ClosedValue]
  }

  func sheet(_ aside: Aside) -> PersonSheet {
    let name = person.text("name") ?? person.text("organization") ?? "no name"
    var sheet = PersonSheet(name: name, id: person.text("id") ?? "")
    sheet.about = about()
    if person.yes("do_not_contact") { sheet.warnings.append("asked not to be contacted") }
    if let archived = aside.archived {
      sheet.warnings.append("put away on \(values.day(archived.at))" + (archived.why.map { ": \($0)" } ?? ""))
    }
    addFacts(to: &sheet)
    addDealings(to: &sheet, aside)
    addEvents(to: &sheet)
    let answers = person.entries("answers").filter { !$0.name.contains("\u{0}") }
    sheet.add("answers", list: answers.map { answer($0.name, $0.value) })
    sheet.add("notes", prose: person.text("notes"))
    sheet.add("custom", list: person.entries("custom").map { "\($0.name): \(values.scalar($0.value) ?? "")" })
    sheet.add("sources", aside.sources.joined(separator: ", "))
    addTalks(to: &sheet)
    return sheet
  }

  // MARK: Who they are

  private func about() -> [String] {
    let work = [person.text("title"), person.text("organization")].compactMap(\.self).joined(separator: " at ")
    let trade = [person.text("profession"), person.text("industry")].compactMap(\.self).joined(separator: ", ")
    let serves = person.text("serves").map { "serves \($0)" }
    let place = ["city", "region", "country"].compactMap(person.text).joined(separator: ", ")
    let first = [work, trade, serves ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    return [first, place].filter { !$0.isEmpty }
  }

  private func addFacts(to sheet: inout PersonSheet) {
    let addresses = person.texts("emails") + person.texts("phones") + [person.text("url")].compactMap(\.self)
    sheet.add("reach", addresses.joined(separator: " · "))
    sheet.add("last spoke", lastTalk())
    sheet.add("met", met(), person.record("introduced_by", .contact)?.text("name").map { "introduced by \($0)" })
    sheet.add("group", person.text("group"))
    sheet.add(
      "standing", person.text("stage"), person.number("trust").map { "trust \(NumberText.string($0))" },
      person.text("mode").map { "\($0) networker" }, person.number("vetted_at").map { "vetted \(values.day($0))" },
      person.yes("is_client") ? "your client" : nil, person.yes("i_am_client") ? "you are their client" : nil,
      person.yes("friend") ? "a friend" : nil,
      person.yes("public_consent") ? "may be thanked in public" : nil)
    sheet.add("gives", person.texts("components").joined(separator: ", "))
    let buckets = person.entries("buckets").map { "\($0.name): \(values.scalar($0.value) ?? "")" }
    sheet.add("by hand in", buckets.joined(separator: ", "))
    sheet.add("tags", person.texts("tags").joined(separator: ", "))
    sheet.add("known as", person.text("nickname"))
    sheet.add("birthday", person.text("birthday"))
    sheet.add("looking for", person.text("looking_for"))
    sheet.add("ideal client", person.text("ideal_client"))
  }

  private func met() -> String? {
    let event = person.record("met_event", .event)?.text("name").map { "at \($0)" }
    let parts = [person.number("met_at").map(values.day), event].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// When the two last spoke, and how; a talk that is still to come is none.
  private func lastTalk() -> String? {
    let now = clock.now.seconds
    let talk = person.records("interactions", .interaction).last { talk in
      InteractionKind.isContact(talk.cell("kind")) && talk.number("at").map { $0 <= now } ?? false
    }
    let field = person.number("last_interaction_at").flatMap { $0 <= now ? $0 : nil }
    guard let at = [talk?.number("at"), field].compactMap(\.self).max() else { return nil }
    let ago = "\(clock.zone.daysAway(Instant(seconds: at), now: clock.now)), \(values.day(at))"
    guard let talk, talk.number("at") == at else { return ago }
    let how = [talk.text("kind"), talk.number("minutes").map { "\(NumberText.string($0)) min" }].compactMap(\.self)
    return how.isEmpty ? ago : "\(ago) (\(how.joined(separator: ", ")))"
  }

  private func answer(_ question: String, _ value: rw_cell) -> String {
    let given = Array("\(question)\u{0}at".utf8).withUnsafeBytes { person.cell("answers").value(under: $0)?.number }
    return "\(question): \(values.scalar(value) ?? "")" + (given.map { " (\(values.day($0)))" } ?? "")
  }

  // MARK: What is between the two

  private func addDealings(to sheet: inout PersonSheet, _ aside: Aside) {
    addPromises(aside.promises, to: &sheet)
    let asks = newest(person.records("asks", .ask)).filter { $0.text("response") == nil }
    add("you asked", asks, to: &sheet) { line($0, "at", [$0.text("what")]) }
    let received = newest(person.records("referrals_received", .referral))
    addReferrals("gave you", received, money: ReferralSums.credit(aside.closed), to: &sheet)
    let given = newest(person.records("referrals_given", .referral))
    addReferrals("you gave", given, money: ReferralSums.values(given), to: &sheet)
    let introduced = person.records("introduced", .contact).compactMap { $0.text("name") }
    sheet.add("introduced", introduced.joined(separator: ", "))
    add("put together", newest(person.records("introductions", .introduction)), to: &sheet) {
      line(
        $0, "at", [$0.record("to", .contact)?.text("name").map { "with \($0)" }, $0.text("channel"), $0.text("notes")])
    }
    add("gifts", newest(person.records("gifts", .gift)), to: &sheet) { gift in
      let way = gift.text("direction").map { $0 == "in" ? "from them" : "to them" }
      return line(gift, "at", [gift.text("what"), way, money(gift)])
    }
    add("thanks", newest(person.records("thanked", .thankYou)), to: &sheet) { thanks in
      line(
        thanks, "at", [thanks.text("kind"), thanks.text("referral").map { "for referral \($0)" }, thanks.text("notes")])
    }
  }

  /// - Parameter ids: of all promises, in the order of the row.
  private func addPromises(_ ids: [Int64], to sheet: inout PersonSheet) {
    let records = person.records("promises", .promise)
    let known = ids.count == records.count ? Dictionary(uniqueKeysWithValues: zip(records.map(\.cells), ids)) : [:]
    let all = newest(records, by: "due")
    let settled = all.filter(Self.isSettled)
    add("promises", all.filter { !Self.isSettled($0) }, to: &sheet) { promise in
      let who = promise.text("by").map { $0 == "me" ? "you: " : "\($0): " } ?? ""
      let due = promise.number("due").map { due in
        "due \(values.moment(due)) (\(clock.zone.daysAway(Instant(seconds: due), now: clock.now)))"
      }
      let state = promise.text("state").flatMap { $0 == "open" ? nil : $0 }
      let text = who + [promise.text("what"), due, state].compactMap(\.self).joined(separator: ", ")
      return known[promise.cells].map { "\($0): \(text)" } ?? text
    }
    let counts = ["kept", "late", "broken"].compactMap { state -> String? in
      let count = settled.count { $0.text("state") == state }
      return count > 0 ? "\(count) \(state)" : nil
    }
    sheet.add("promised", counts.joined(separator: ", "))
  }

  /// Kept or broken; one that is late still waits, unless it is known when it was kept.
  private static func isSettled(_ promise: RecordView) -> Bool {
    promise.number("done_at") != nil || ["kept", "broken"].contains(promise.text("state") ?? "")
  }

  private func addReferrals(_ title: String, _ referrals: [RecordView], money: String?, to sheet: inout PersonSheet) {
    if referrals.isEmpty, money == nil { return }
    let sum = [ReferralSums.counts(referrals), money].compactMap(\.self).joined(separator: ", ")
    let lines = referrals.prefix(Self.shown).map { referral in
      let line = line(
        referral, "at",
        [
          referral.record("prospect", .contact)?.text("name"), ReferralSums.isLead(referral) ? "lead" : nil,
          referral.text("tier").flatMap { $0 == Tier.spinOff.name ? "spin-off" : nil }, referral.text("stage"),
          self.money(referral),
        ])
      return referral.text("id").map { "\($0): \(line)" } ?? line
    }
    sheet.add(title, list: [sum] + lines, more: referrals.count - lines.count)
  }

  private func money(_ record: RecordView) -> String? {
    let currency = record.text("currency") ?? ""
    return record.number("value").flatMap { Money.minor($0, currency) }.map { Money.text($0, currency) }
  }

  private func addEvents(to sheet: inout PersonSheet) {
    add("was at", newest(person.records("events", .event)), to: &sheet) { event in
      line(event, "at", [event.text("name"), event.text("role").flatMap { $0 == EventRole.own.name ? nil : $0 }])
    }
  }

  private func addTalks(to sheet: inout PersonSheet) {
    add("history", person.records("interactions", .interaction).reversed(), to: &sheet) { talk in
      let way = talk.text("direction").flatMap { $0 == "in" ? "from them" : $0 == "out" ? "from you" : nil }
      let minutes = talk.number("minutes").map { "\(NumberText.string($0)) min" }
      let event = talk.record("event", .event)?.text("name").map { "at \($0)" }
      let head = line(talk, "at", [talk.text("kind"), talk.text("channel"), way, minutes, event])
      return talk.text("notes").map { "\(head): \($0)" } ?? head
    }
  }

  // MARK: Lines

  private func add(
    _ title: String, _ records: [RecordView], to sheet: inout PersonSheet, _ line: (RecordView) -> String
  ) {
    let lines = records.prefix(Self.shown).map(line)
    sheet.add(title, list: lines, more: records.count - lines.count)
  }

  /// A record as its day and its values.
  private func line(_ record: RecordView, _ time: String, _ parts: [String?]) -> String {
    let text = parts.compactMap(\.self).joined(separator: ", ")
    return [record.number(time).map(values.day), text.isEmpty ? nil : text].compactMap(\.self).joined(separator: "  ")
  }

  /// Newest first; those without a time last, in their order.
  private func newest(_ records: [RecordView], by time: String = "at") -> [RecordView] {
    records.enumerated().sorted { one, other in
      let (a, b) = (one.element.number(time) ?? -.infinity, other.element.number(time) ?? -.infinity)
      return a == b ? one.offset < other.offset : a > b
    }.map(\.element)
  }
}
