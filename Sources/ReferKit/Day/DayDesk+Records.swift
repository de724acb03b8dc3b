import ReferModel
import ReferStore

/// What stands in the book and in no rule: promises, and news of referrals.
extension DayDesk {
  /// What is open, as of what is due before a moment.
  func records(_ reader: BookReader, until: Instant) throws -> [DayItem] {
    try promises(reader, until: until).compactMap { $0.person.archivedAt == nil ? $0.item : nil }
      + news(reader).compactMap { $0.archivedAt == nil ? $0.item : nil }
  }

  /// What was kept, broken or told since a moment, or ended because a contact was put away.
  func closedRecords(_ reader: BookReader, since: Instant, until: Instant) throws -> [DayItem] {
    var items: [DayItem] = []
    for (contact, promise, closed) in try reader.closedPromises(since: since.seconds) {
      guard let person = try reader.person(contact) else { continue }
      items.append(DayItem(promise, by: person, clock).closed(closed.isKept, at: Instant(seconds: closed.at)))
    }
    for duty in try reader.updateDuties(isOpen: false) {
      guard let at = duty.doneAt, at >= since.seconds, let due = duty.due, let line = try reader.referral(duty.referral)
      else { continue }
      let told = DayItem(newsOf: line, due: Instant(seconds: due), clock).closed(true, at: Instant(seconds: at))
      if !items.contains(where: { $0.id == told.id }) { items.append(told) }
    }
    let dropped = try promises(reader, until: until).map { ($0.item, $0.person.archivedAt) } + news(reader)
    for case (let item, let at?) in dropped { items.append(item.closed(false, at: Instant(seconds: at))) }
    return items
  }

  private func promises(_ reader: BookReader, until: Instant) throws -> [(item: DayItem, person: PersonLine)] {
    try reader.openPromises(due: until.seconds).compactMap { contact, promise in
      try reader.person(contact).map { (DayItem(promise, by: $0, clock), $0) }
    }
  }

  /// News that is owed, and when whoever it is owed to was put away.
  private func news(_ reader: BookReader) throws -> [(item: DayItem, archivedAt: Double?)] {
    var items: [(item: DayItem, archivedAt: Double?)] = []
    var told: Set<Int64> = []
    for duty in try reader.updateDuties(isOpen: true) where told.insert(duty.referral).inserted {
      guard let due = duty.due, let line = try reader.referral(duty.referral) else { continue }
      let archived = try reader.person(line.contact)?.archivedAt
      items.append((DayItem(newsOf: line, due: Instant(seconds: due), clock), archived))
    }
    return items
  }
}
