import CRows
import GRDB
import ReferModel

/// What became of referrals, read along with them: their stages and their closed business.
///
/// The last stage and the sum stand in the referral itself; the rows behind them only where they say more.
final class ReferralHistory {
  private static let stage = Schema.referral.index["stage"] ?? 0
  private static let value = Schema.referral.index["value"] ?? 0
  private static let currency = Schema.referral.index["currency"] ?? 0
  private static let stages = Schema.referral.index["stages"] ?? 0
  private static let business = Schema.referral.index["business"] ?? 0
  private let stages: RawStatement
  private let business: RawStatement
  private var hasStage = false
  private var hasBusiness = false
  /// The rows of the referral at hand, cell behind cell.
  private var rows: [rw_cell] = []

  /// - Parameter walk: makes the query of columns behind the contact, in a table, in an order behind the contact's.
  init(_ walk: (_ selection: String, _ table: String, _ order: String) throws -> RawStatement) throws {
    // As the fields of their records are.
    stages = try walk("referral, stage, from_stage, at, by, note", "referral_stage", "referral, n")
    business = try walk("referral, amount_minor, currency, kind, at, note", "closed_business", "referral, n")
    try begin()
  }

  private func begin() throws {
    hasStage = try stages.step()
    hasBusiness = try business.step()
  }

  /// Those of another contact, or of the same again.
  func start(over contact: Int64) throws {
    stages.bind(1, contact)
    business.bind(1, contact)
    try begin()
  }

  func finish() {
    stages.reset()
    business.reset()
    (hasStage, hasBusiness) = (false, false)
  }

  /// Fills what has happened to a referral; they come in the order of their contacts and ids.
  func fill(
    _ cells: UnsafeMutablePointer<rw_cell>, contact: Int64, referral: Int64, _ reader: RecordReader
  ) throws {
    try skip(stages, &hasStage, to: (contact, referral))
    try fillStages(cells, (contact, referral), reader)
    try skip(business, &hasBusiness, to: (contact, referral))
    try fillBusiness(cells, (contact, referral), reader)
  }

  private func fillStages(
    _ cells: UnsafeMutablePointer<rw_cell>, _ key: (Int64, Int64), _ reader: RecordReader
  ) throws {
    rows.removeAll(keepingCapacity: true)
    var count = 0
    while hasStage, Self.key(stages) == key {
      rows += [
        try text(stages, 2, reader), try text(stages, 3, reader), number(stages, 4), try text(stages, 5, reader),
        try text(stages, 6, reader),
      ]
      count += 1
      hasStage = try stages.step()
    }
    if count == 0 { return }
    let last = rows.count - 5
    cells[Self.stage] = rows[last]
    // A file's only row says no more than the referral does.
    if count == 1, rows[last + 3].isMissing, rows[last + 4].isMissing { return }
    cells[Self.stages] = try list(count, reader)
  }

  private func fillBusiness(
    _ cells: UnsafeMutablePointer<rw_cell>, _ key: (Int64, Int64), _ reader: RecordReader
  ) throws {
    rows.removeAll(keepingCapacity: true)
    var (count, total) = (0, nil as Int64?)
    var saysMore = false
    while hasBusiness, Self.key(business) == key {
      let (minor, currency, kind) = (business.int(2), try text(business, 3, reader), try text(business, 4, reader))
      let isRefund = kind.text == BusinessKind.refund.rawValue
      // Other currencies are never added to the referral's own.
      let isOwn = Self.isSame(currency, cells[Self.currency])
      if isOwn {
        let (sum, isTooMuch) = (total ?? 0).addingReportingOverflow(isRefund ? -minor : minor)
        if isTooMuch { throw DatabaseError(message: "integer overflow") }
        total = sum
      }
      rows += [
        .number(Money.major(minor, currency.text)), currency, kind, number(business, 5),
        try text(business, 6, reader),
      ]
      count += 1
      saysMore =
        saysMore || count > 1 || !isOwn || kind.text != BusinessKind.new.rawValue
        || !rows[rows.count - 2].isMissing || !rows[rows.count - 1].isMissing
      hasBusiness = try business.step()
    }
    cells[Self.value] = total.map { .number(Money.major($0, cells[Self.currency].text)) } ?? rw_cell()
    if saysMore { cells[Self.business] = try list(count, reader) }
  }

  private func list(_ count: Int, _ reader: RecordReader) throws -> rw_cell {
    let list = try reader.cells(rows.count)
    list.update(from: rows, count: rows.count)
    return .nested(Int(RW_RECORDS), list, count: count)
  }

  private func text(_ statement: RawStatement, _ column: Int32, _ reader: RecordReader) throws -> rw_cell {
    statement.isNull(column) ? rw_cell() : try reader.kept(statement.textCell(column))
  }

  private func number(_ statement: RawStatement, _ column: Int32) -> rw_cell {
    statement.isNull(column) ? rw_cell() : .number(statement.double(column))
  }

  private static func key(_ statement: RawStatement) -> (Int64, Int64) { (statement.int(0), statement.int(1)) }

  /// Past what belongs to referrals that are not read.
  private func skip(_ statement: RawStatement, _ hasRow: inout Bool, to key: (Int64, Int64)) throws {
    while hasRow, Self.key(statement) < key { hasRow = try statement.step() }
  }

  private static func isSame(_ a: rw_cell, _ b: rw_cell) -> Bool {
    guard let a = a.textBytes, let b = b.textBytes else { return a.isMissing && b.isMissing }
    return a.elementsEqual(b)
  }
}
