import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Writes down what was done.
struct DoneItem {
  let item: DayItem
  let kind: String?
  let minutes: String?
  let at: Double
  let deed: DeedRun

  /// Returns what was written, in words.
  func write(to writer: BookWriter) throws -> String {
    switch item.deed {
    case .contact(let usual, let counts, let with, let referral):
      return try talk(kind(usual, counts), with, referral, writer)
    case .thanks(let usual, let with, let referral):
      let kind: ThanksKind = try .read(self.kind ?? usual)
      if minutes != nil {
        throw ReferError("thanks have no length: 'refer log' writes a talk down", status: .wrongUsage)
      }
      guard let contact = try contact(with) else { return alone(kind.name) }
      try writer.addThanks(kind.name, at: at, referral: referral, notes: deed.options.note, contact: contact)
      // The referral knows of thanks to whoever gave it, not to others.
      if with == .contact, let referral, let line = try writer.reader.referral(referral) {
        try writer.updateReferral(line.id, contact: line.contact, thankedAt: line.thankedAt ?? at)
      }
      return try told(kind.name, "to", with, writer)
    case .promise(let id, let due):
      let isLate = SettlePromise.isLate(due: due, at, deed.run.clock.zone)
      try writer.settlePromise(
        id, isLate ? "late" : "kept", at: at, notes: deed.options.note, contact: try own)
      return try besides(isLate ? "kept, but late" : "kept", writer)
    case .news(let referral):
      try tell(of: referral, writer)
      return try besides("told", writer)
    }
  }

  /// What was done, and by what talk where one was named.
  private func besides(_ done: String, _ writer: BookWriter) throws -> String {
    guard let kind = try InteractionKind.read(kind) else { return done }
    return "\(done), \(try talk(kind, .contact, nil, writer))"
  }

  /// The kind of what was done. One that the rule does not take for it would leave it due, and out of sight.
  private func kind(_ usual: String, _ counts: [String]) throws -> InteractionKind {
    let kind: InteractionKind = try .read(self.kind ?? usual)
    let isCounted = counts.isEmpty ? kind.isContact : counts.contains(kind.name)
    guard isCounted else {
      let rule = TerminalText.escaped("'\(item.rule ?? item.what)'")
      let taken = counts.isEmpty ? "is done by a talk or a message to them alone" : "takes \(DeedText.list(counts))"
      throw ReferError(
        "\(rule) \(taken), not \(kind.name): 'refer log' writes that down, 'refer skip' lets it be", status: .wrongUsage
      )
    }
    return kind
  }

  private func talk(_ kind: InteractionKind, _ with: DayItem.Partner, _ referral: Int64?, _ writer: BookWriter) throws
    -> String
  {
    var talk = NewInteraction(kind.name, at: at, isNetworking: kind.isNetworking)
    talk.channel = kind.channel?.name
    talk.direction = kind.direction.name
    talk.minutes = try minutes.map { try deed.minutes($0, $0) }
    talk.template = item.template
    talk.notes = deed.options.note
    guard let contact = try contact(with) else {
      if minutes != nil {
        throw ReferError("whom it is with is not in the book, where minutes would stand", status: .wrongUsage)
      }
      return alone(kind.name)
    }
    try writer.addInteraction(talk, contact: contact)
    if with == .contact, let referral { try tell(of: referral, writer) }
    let joint = kind.direction == .both ? "with" : "to"
    return [try told(kind.name, joint, with, writer), DeedText.minutes(talk.minutes)].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// What was done with somebody of whom the book has no row.
  private func alone(_ what: String) -> String {
    "\(what), kept with this item alone, for \(item.with ?? "whom it is with") is not in the book"
  }

  /// What was done, and with whom where that is somebody else than the item's contact.
  private func told(_ what: String, _ joint: String, _ with: DayItem.Partner, _ writer: BookWriter) throws -> String {
    guard case .other(let id) = with, let person = try writer.reader.person(id) else { return what }
    return "\(what) \(joint) \(person.shown)"
  }

  private func tell(of referral: Int64, _ writer: BookWriter) throws {
    guard let line = try writer.reader.referral(referral) else { return }
    try writer.tell(at: at, text: deed.options.note, contact: line.contact, referral: line.id)
  }

  /// In whose row it is written down; nil where it is in nobody's.
  private func contact(_ with: DayItem.Partner) throws -> Int64? {
    switch with {
    case .contact: try own
    case .other(let id): id
    case .stranger: nil
    }
  }

  private var own: Int64 {
    get throws {
      guard let contact = Int64(item.contact) else { throw ReferError("nobody has the id '\(item.contact)'") }
      return contact
    }
  }
}
