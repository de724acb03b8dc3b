import CRows
import ReferModel

/// The zones in which a book was written. A file's day or clock time without a zone is another moment in each of them,
/// and still the same day or time.
struct DayZones {
  /// The zone in which the files are read now.
  private let own: Zone
  private let others: [Zone]

  /// - Parameter names: of all zones in which something was entered; one that this machine has no longer is left out.
  init(own: Zone, _ names: [String]) {
    self.own = own
    others = names.filter { $0 != own.identifier }.compactMap { try? Zone(identifier: $0) }
  }

  /// The other moments that a time of the files may stand for in the book.
  func moments(_ seconds: Double) -> [Double] {
    others.map { moment(seconds, $0) }.filter { $0 != seconds }
  }

  /// A row as it was read in each of the other zones, where that makes another one: with all times as the clock shows
  /// them there, and with the days alone.
  func readings(of row: Cells, _ arena: RowArena) throws -> [Cells] {
    try others.flatMap { zone in
      try [false, true].compactMap { daysOnly in
        guard let copy = arena.copy(row, of: .contact) else {
          throw ReferError("there is not enough memory to import")
        }
        let isOther = move(copy, .contact) { daysOnly && !isDay($0) ? $0 : moment($0, zone) }
        return isOther ? copy : nil
      }
    }
  }

  /// When a clock of the zone shows what one of our own shows at this moment.
  private func moment(_ seconds: Double, _ zone: Zone) -> Double {
    let instant = Instant(seconds: seconds)
    let civil = own.civil(at: instant)
    if isDay(seconds) { return zone.localMidnight(of: civil.date).seconds }
    return zone.instant(of: civil).seconds + (seconds - seconds.rounded(.down))
  }

  private func isDay(_ seconds: Double) -> Bool {
    own.localMidnight(of: own.date(at: Instant(seconds: seconds))).seconds == seconds
  }

  /// Moves all times of a record that is a copy of our own. Answers whether one is another now.
  private func move(_ record: Cells, _ kind: RecordKind, _ moment: (Double) -> Double) -> Bool {
    var isOther = false
    let cells = UnsafeMutablePointer(mutating: record)
    func move(_ cell: UnsafeMutablePointer<rw_cell>) {
      guard let old = cell.pointee.number else { return }
      let new = moment(old)
      if new != old { (cell.pointee, isOther) = (.number(new), true) }
    }
    for (place, field) in Schema.of(kind).fields.enumerated() {
      let nested = cells[place].nested?.baseAddress
      switch field.kind {
      case .time: move(cells + place)
      case .record(let of), .records(let of):
        guard let nested else { continue }
        let width = Schema.of(of).fields.count
        let count = cells[place].kind == UInt8(RW_RECORD) ? 1 : Int(cells[place].count)
        for item in 0..<count { if self.move(nested + item * width, of, moment) { isOther = true } }
      case .map:
        // When an answer was given stands beside it.
        guard let nested else { continue }
        for key in stride(from: 0, to: 2 * Int(cells[place].count), by: 2)
        where nested[key].text?.hasSuffix("\u{0}at") ?? false { move(UnsafeMutablePointer(mutating: nested + key + 1)) }
      case .text, .texts, .number, .yesno: continue
      }
    }
    return isOther
  }
}
