import CRows
import ReferModel

/// When the user and a contact last spoke, as ``DerivedFields`` has it, in a query of contacts.
enum LastTalk {
  static let expression = """
    nullif(max(ifnull(last_interaction_at, -1e300), ifnull(
      (SELECT max(at) FROM interaction WHERE interaction.contact = contact.id
        AND ifnull(kind, '') NOT IN (\(InteractionKind.oneSided.map { "'\($0)'" }.joined(separator: ", ")))), -1e300)),
      -1e300)
    """
}

/// Fields of a contact that follow from its records, as the readers of files have them.
enum DerivedFields {
  private static let interactions = Schema.contact.index["interactions"] ?? 0
  private static let lastInteraction = Schema.contact.index["last_interaction_at"] ?? 0
  private static let referrals = Schema.contact.index["referrals"] ?? 0
  private static let received = Schema.contact.index["referrals_received"] ?? 0
  private static let given = Schema.contact.index["referrals_given"] ?? 0
  private static let interactionAt = Schema.interaction.index["at"] ?? 0
  private static let interactionKind = Schema.interaction.index["kind"] ?? 0
  private static let direction = Schema.referral.index["direction"] ?? 0

  static func fill(_ cells: UnsafeMutablePointer<rw_cell>, _ reader: RecordReader) throws {
    try orderInteractions(cells, reader)
    dateReferrals(cells)
    try split(cells, "received", to: received, reader)
    try split(cells, "given", to: given, reader)
  }

  /// Oldest first, those without a time before all; the last that was a real contact is when the two last spoke.
  private static func orderInteractions(_ cells: UnsafeMutablePointer<rw_cell>, _ reader: RecordReader) throws {
    guard let first = cells[interactions].nested?.baseAddress else { return }
    let (count, width) = (Int(cells[interactions].count), Schema.interaction.fields.count)
    func moment(_ place: Int) -> Double { first[place * width + interactionAt].number ?? -.infinity }
    var last = first
    if (1..<count).contains(where: { moment($0 - 1) > moment($0) }) {
      let order = (0..<count).sorted { (moment($0), $0) < (moment($1), $1) }
      let sorted = try reader.cells(count * width)
      for (to, from) in order.enumerated() { (sorted + to * width).update(from: first + from * width, count: width) }
      cells[interactions] = .nested(Int(RW_RECORDS), sorted, count: count)
      last = UnsafePointer(sorted)
    }
    let talk = (0..<count).last { InteractionKind.isContact((last + $0 * width)[interactionKind]) }
    guard let talk, let at = (last + talk * width)[interactionAt].number else { return }
    if at > cells[lastInteraction].number ?? -.infinity { cells[lastInteraction] = .number(at) }
  }

  private static let stages = Schema.referral.index["stages"] ?? 0
  private static let movedAt = Schema.referral.index["moved_at"] ?? 0
  private static let wonAt = Schema.referral.index["won_at"] ?? 0
  private static let closedAt = Schema.referral.index["closed_at"] ?? 0
  private static let stageName = Schema.stageChange.index["stage"] ?? 0
  private static let stageAt = Schema.stageChange.index["at"] ?? 0

  /// When a referral last moved, was won and came to an end, where more than its last stage is known.
  private static func dateReferrals(_ cells: UnsafeMutablePointer<rw_cell>) {
    guard let all = cells[referrals].nested?.baseAddress else { return }
    let (width, stageWidth) = (Schema.referral.fields.count, Schema.stageChange.fields.count)
    for number in 0..<Int(cells[referrals].count) {
      let referral = UnsafeMutablePointer(mutating: all + number * width)
      guard let history = referral[stages].nested, let first = history.baseAddress, history.count > 0 else { continue }
      let last = first + (history.count - 1) * stageWidth
      if history.count > 1 { referral[movedAt] = last[stageAt] }
      let stage = last[stageName].text.flatMap(ReferralStage.named)
      if stage?.isEnd ?? false { referral[closedAt] = last[stageAt] }
      if stage == .won { referral[wonAt] = last[stageAt] }
    }
  }

  private static func split(
    _ cells: UnsafeMutablePointer<rw_cell>, _ word: StaticString, to place: Int, _ reader: RecordReader
  ) throws {
    guard let all = cells[referrals].nested?.baseAddress else { return }
    let (count, width) = (Int(cells[referrals].count), Schema.referral.fields.count)
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    let list = try reader.cells(count * width)
    var chosen = 0
    for item in 0..<count where all[item * width + direction].textBytes?.elementsEqual(word) ?? false {
      (list + chosen * width).update(from: all + item * width, count: width)
      chosen += 1
    }
    if chosen > 0 { cells[place] = .nested(Int(RW_RECORDS), list, count: chosen) }
  }
}
