import ReferModel

/// What happened with one contact, out of its row.
struct Occurrences {
  let row: Cells
  let clock: Clock
  /// The only fields that rules may be led through; nil is every field.
  let reads: FieldSelection?

  /// Of a long list the newest records count: so many.
  static let most = 1000

  private enum Place {
    static func of(_ field: String, _ schema: Schema = .contact) -> Int { schema.index[field] ?? 0 }
    static let metAt = of("met_at")
    static let metEvent = of("met_event")
    static let addedAt = of("added_at")
    static let joinedAt = of("joined_at")
    static let bucketChangedAt = of("bucket_changed_at")
    static let introducedBy = of("introduced_by")
    static let lastInteractionAt = of("last_interaction_at")
    static let interactions = of("interactions")
    static let received = of("referrals_received")
    static let given = of("referrals_given")
    static let promises = of("promises")
    static let asks = of("asks")
    static let introductions = of("introductions")
    static let gifts = of("gifts")
    static let birthday = of("birthday")
    static let anniversary = of("anniversary")
    static let referralAt = of("at", .referral)
    static let referralID = of("id", .referral)
    static let stage = of("stage", .referral)
    static let movedAt = of("moved_at", .referral)
    static let wonAt = of("won_at", .referral)
    static let closedAt = of("closed_at", .referral)
    static let stages = of("stages", .referral)
    static let changedTo = of("stage", .stageChange)
    static let changedAt = of("at", .stageChange)
    static let events = of("events")
    static let role = of("role", .event)
    static let promisedAt = of("at", .promise)
    static let promiseDue = of("due", .promise)
    static let promiseState = of("state", .promise)
    static let giftDirection = of("direction", .gift)
    static let eventAt = of("at", .event)
  }

  /// In the order of time where their lists are; a yearly one at its last and its next time.
  func of(_ kind: Occurrence.Kind) -> [Occurrence] {
    switch kind {
    case .met:
      single(kind, Place.metAt, at: reads.allows("met_event") ? row[Place.metEvent].nested?.baseAddress : nil)
    case .added: single(kind, Place.addedAt)
    case .joinedGroup: single(kind, Place.joinedAt)
    case .bucketChanged: single(kind, Place.bucketChangedAt, isRepeated: true)
    case .introduced: row[Place.introducedBy].isMissing ? [] : single(kind, Place.metAt)
    case .eventAttended: events(kind) + talks(kind) { isAtOtherEvent($0) ? $0.at : nil }
    case .oneToOne: talks(kind) { $0.isOf(Self.oneToOne) ? $0.at : nil }
    case .visitorCame: events(kind) + talks(kind) { $0.isOf(Self.visitor) ? $0.at : nil }
    case .interestShown: talks(kind) { $0.isOf(Self.interest) ? $0.at : $0.interestAt }
    case .replyReceived: talks(kind) { $0.repliedAt }
    case .lastInteraction: lastInteraction
    case .referralReceived: referrals(kind, given: false) { $0[Place.referralAt].number }
    case .referralGiven: referrals(kind, given: true) { $0[Place.referralAt].number }
    case .referralMoved: moves
    case .referralWon: bothWays(kind) { end($0, [Self.won], Place.wonAt) }
    case .referralLost: bothWays(kind) { end($0, Self.lost, Place.closedAt) }
    case .referralClosed: bothWays(kind) { end($0, Self.lost + [Self.won], Place.closedAt) }
    case .asked: records(kind, Place.asks, .ask, "at")
    case .introductionMade: records(kind, Place.introductions, .introduction, "at")
    case .giftReceived:
      records(kind, Place.gifts, .gift, "at") {
        $0[Place.giftDirection].textBytes.map { Self.incoming.matches($0) } ?? false
      }
    case .promiseMade: records(kind, Place.promises, .promise, "at")
    case .promiseDue: records(kind, Place.promises, .promise, "due") { isOpen($0) }
    case .promiseBroken:
      records(kind, Place.promises, .promise, "done_at", else: "due") {
        $0[Place.promiseState].textBytes.map { Self.broken.matches($0) } ?? false
      }
    case .birthday: yearly(kind, Place.birthday)
    case .anniversary: yearly(kind, Place.anniversary)
    }
  }

  private static let oneToOne = Talk.kinds(["one_to_one"])
  private static let visitor = [FoldedText("visitor")]
  private static let interest = [FoldedText("interest")]
  private static let won = FoldedText("won")
  private static let lost = ["lost", "declined", "unreachable", "expired"].map(FoldedText.init)
  private static let incoming = FoldedText("in")
  private static let broken = FoldedText("broken")
  private static let open = FoldedText("open")

  // MARK: Fields of the contact

  private func single(_ kind: Occurrence.Kind, _ place: Int, isRepeated: Bool = false, at event: Cells? = nil)
    -> [Occurrence]
  {
    guard let at = row[place].number else { return [] }
    return [occurrence(kind, at, isRepeated ? Self.second(at) : "", event.map { (.event, $0) })]
  }

  private var lastInteraction: [Occurrence] {
    let talks = allTalks
    let real = talks.last(where: \.isRealContact)?.at
    var last = row[Place.lastInteractionAt].number
    // A talk that was no real contact may be what the field tells of; then it counts only where nothing else is known.
    if let real, let told = last, told < real || talks.contains(where: { $0.at == told && !$0.isRealContact }) {
      last = real
    }
    return (last ?? real).map { [lastInteraction(at: $0)] } ?? []
  }

  private func lastInteraction(at: Double) -> Occurrence { occurrence(.lastInteraction, at, Self.second(at)) }

  /// The real contacts before the last, oldest first: each was the last one in its time.
  var formerInteractions: [Occurrence] {
    allTalks.filter(\.isRealContact).dropLast().map { lastInteraction(at: $0.at) }
  }

  private func yearly(_ kind: Occurrence.Kind, _ place: Int) -> [Occurrence] {
    guard let day = row[place].text.flatMap(PartialDate.init) else { return [] }
    let today = clock.zone.date(at: clock.now)
    let dates = (-1...1).compactMap { day.date(in: today.year + $0) }
    let chosen = [dates.last { $0 <= today }, dates.first { $0 > today }].compactMap(\.self)
    return chosen.map { date in
      occurrence(kind, clock.zone.localMidnight(of: date).seconds, "\(date.year)")
    }
  }

  // MARK: Talks

  /// Interactions that have a time, oldest first.
  var allTalks: [Talk] {
    let talks = list(row[Place.interactions], .interaction).compactMap(Talk.init)
    let isSorted = zip(talks, talks.dropFirst()).allSatisfy { $0.at <= $1.at }
    return isSorted ? talks : talks.sorted { $0.at < $1.at }
  }

  private func talks(_ kind: Occurrence.Kind, _ time: (Talk) -> Double?) -> [Occurrence] {
    var seen: [Int: Int] = [:]
    return allTalks.compactMap { talk in
      guard let at = time(talk) else { return nil }
      // Two at the same second are told apart by their order.
      let number = seen[Int(at), default: 0]
      seen[Int(at)] = number + 1
      return occurrence(
        kind, at, number == 0 ? Self.second(at) : "\(Self.second(at)) \(number)", (.interaction, talk.cells))
    }
  }

  // MARK: Records

  private func records(
    _ kind: Occurrence.Kind, _ place: Int, _ of: RecordKind, _ time: String, else other: String? = nil,
    _ isMeant: (Cells) -> Bool = { _ in true }
  ) -> [Occurrence] {
    let at = Place.of(time, Schema.of(of))
    let otherwise = other.map { Place.of($0, Schema.of(of)) } ?? at
    var seen: [Int: Int] = [:]
    return list(row[place], of).compactMap { cells in
      guard let seconds = cells[at].number ?? cells[otherwise].number, isMeant(cells) else { return nil }
      let number = seen[Int(seconds), default: 0]
      seen[Int(seconds)] = number + 1
      return occurrence(
        kind, seconds, number == 0 ? Self.second(seconds) : "\(Self.second(seconds)) \(number)", (of, cells))
    }
  }

  private func isOpen(_ promise: Cells) -> Bool {
    promise[Place.promiseState].textBytes.map { Self.open.matches($0) } ?? true
  }

  private func bothWays(_ kind: Occurrence.Kind, _ time: (Cells) -> Double?) -> [Occurrence] {
    referrals(kind, given: false, time) + referrals(kind, given: true, time)
  }

  private func referrals(_ kind: Occurrence.Kind, given: Bool, _ time: (Cells) -> Double?) -> [Occurrence] {
    list(row[given ? Place.given : Place.received], .referral).compactMap { cells in
      guard let at = time(cells) else { return nil }
      return occurrence(kind, at, identity(of: cells), (.referral, cells), isGiven: given)
    }
  }

  private func identity(of referral: Cells) -> String {
    referral[Place.referralID].text ?? referral[Place.referralAt].number.map(Self.second) ?? ""
  }

  /// Each change of a stage but the first, which is where a referral begins; the last where no more is known.
  private var moves: [Occurrence] {
    [false, true].flatMap { given in
      list(row[given ? Place.given : Place.received], .referral).flatMap { referral in
        let changes = list(referral[Place.stages], .stageChange).enumerated().dropFirst()
        let times = changes.compactMap { number, change in change[Place.changedAt].number.map { (number, $0) } }
        let known = changes.isEmpty ? referral[Place.movedAt].number.map { [(0, $0)] } ?? [] : times
        return known.map { number, at in
          occurrence(
            .referralMoved, at, "\(identity(of: referral)) \(number)", (.referral, referral), isGiven: given)
        }
      }
    }
  }

  /// When a referral came to the end where it is; one whose history is not known is taken to have ended when it began.
  private func end(_ cells: Cells, _ stages: [FoldedText], _ place: Int) -> Double? {
    func isOne(_ cell: CellLayout) -> Bool {
      cell.textBytes.map { text in stages.contains { $0.matches(text) } } ?? false
    }
    guard isOne(cells[Place.stage]) else { return nil }
    let change = list(cells[Place.stages], .stageChange).last { isOne($0[Place.changedTo]) }
    return change?[Place.changedAt].number ?? cells[place].number ?? cells[Place.closedAt].number
      ?? cells[Place.referralAt].number
  }

  // MARK: Events

  /// Those where they were: as the user's visitor, or on their own.
  private func events(_ kind: Occurrence.Kind) -> [Occurrence] {
    records(kind, Place.events, .event, "at") { event in
      let isVisitor = event[Place.role].textBytes.map { Self.visitor[0].matches($0) } ?? false
      return kind == .eventAttended || isVisitor
    }
  }

  /// Whether a talk was at an event that is not among theirs.
  private func isAtOtherEvent(_ talk: Talk) -> Bool {
    guard let name = talk.event?[0].textBytes else { return talk.event != nil }
    return !list(row[Place.events], .event).contains { event in
      event[0].textBytes.map { $0.elementsEqual(name) } ?? false
    }
  }

  // MARK: Making them

  private func list(_ cell: CellLayout, _ kind: RecordKind) -> [Cells] {
    guard let nested = cell.nested, let first = nested.baseAddress, !nested.isEmpty else { return [] }
    let width = Schema.of(kind).fields.count
    return (max(0, nested.count - Self.most)..<nested.count).map { first + $0 * width }
  }

  private func occurrence(
    _ kind: Occurrence.Kind, _ at: Double, _ identity: String, _ record: (kind: RecordKind, cells: Cells)? = nil,
    isGiven: Bool = false
  ) -> Occurrence {
    Occurrence(
      kind: kind, at: Instant(seconds: at), identity: identity, record: record, isGiven: isGiven,
      isEventNamed: isEventNamed(by: record?.kind))
  }

  private func isEventNamed(by kind: RecordKind?) -> Bool {
    guard let reads, let kind else { return true }
    return reads.contains("name", of: .event) && (kind == .event || reads.contains("event", of: kind))
  }

  private static func second(_ at: Double) -> String { NumberText.string(at.rounded(.down)) }
}
