import CRows
import GRDB
import ReferModel

/// What became of referrals, read along with them: the last stage of each, and its closed business.
final class ReferralHistory {
  private static let stage = Schema.referral.index["stage"] ?? 0
  private static let value = Schema.referral.index["value"] ?? 0
  private static let currency = Schema.referral.index["currency"] ?? 0
  private let stages: RawStatement
  private let business: RawStatement
  private var hasStage: Bool
  private var hasBusiness: Bool

  /// - Parameter walk: makes the query of columns behind the contact, in a table, in an order behind the contact's.
  init(_ walk: (_ selection: String, _ table: String, _ order: String) throws -> RawStatement) throws {
    stages = try walk("referral, stage", "referral_stage", "referral, n")
    business = try walk(
      "referral, iif(kind = 'refund', -amount_minor, amount_minor), currency", "closed_business", "referral, n")
    hasStage = try stages.step()
    hasBusiness = try business.step()
  }

  /// Fills what has happened to a referral; they come in the order of their contacts and ids.
  func fill(
    _ cells: UnsafeMutablePointer<rw_cell>, contact: Int64, referral: Int64, _ reader: RecordReader
  ) throws {
    try skip(stages, &hasStage, to: (contact, referral))
    while hasStage, Self.key(stages) == (contact, referral) {
      cells[Self.stage] = try reader.kept(stages.textCell(2))
      hasStage = try stages.step()
    }
    try skip(business, &hasBusiness, to: (contact, referral))
    var total: Int64?
    while hasBusiness, Self.key(business) == (contact, referral) {
      // Other currencies are never added to the referral's own.
      if Self.isSame(business.textCell(3), cells[Self.currency]) {
        let (sum, isTooMuch) = (total ?? 0).addingReportingOverflow(business.int(2))
        if isTooMuch { throw DatabaseError(message: "integer overflow") }
        total = sum
      }
      hasBusiness = try business.step()
    }
    cells[Self.value] = total.map { .number(Money.major($0, cells[Self.currency].text)) } ?? rw_cell()
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
