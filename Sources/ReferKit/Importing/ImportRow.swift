import CRows
import ReferFormats
import ReferModel
import ReferStore

/// A contact of a file, as an import sees it: who it is, and what the file says of them.
struct ImportRow {
  let cells: Cells
  /// Where it stands: the file as it was named, and the line.
  let place: (file: String, line: Int)
  /// Whose id it has.
  let source: String
  /// The card as the file had it, with what no field takes: what an export gives back.
  let card: String?
  /// Under what the source will know them again: its own id; else their name, company and first address.
  let key: String
  let hasOwnID: Bool
  let nameKey: String
  let organizationKey: String
  let emailKeys: [String]
  /// Nothing tells who it is: no name, company, address or number, and no id of the source's own.
  let isNobody: Bool

  /// Fields that hold what happened with a contact; they are added to, field by field they are not compared.
  static let recordFields: Set<Int> = Set(
    Schema.contact.fields.indices.filter {
      if case .records = Schema.contact.fields[$0].kind { return true }
      return false
    })
  /// Fields that are no facts of the contact's own.
  static let uncompared: Set<Int> =
    recordFields.union(["id", "email", "last_interaction_at"].compactMap { Schema.contact.index[$0] })
    .union(Schema.contact.fields.indices.filter { Schema.contact.fields[$0].isHidden })

  init(_ row: ReadRow, source: String?) {
    let cells = row.cells
    self.cells = cells
    place = (row.file, row.line)
    self.source = source ?? row.format.rawValue.lowercased()
    card = row.card.map(Self.text)
    func text(_ field: String) -> String? { Schema.contact.index[field].flatMap { cells[$0].text } }
    nameKey = Self.nameKey(cells)
    organizationKey = NameKey.of(text("organization") ?? "")
    let emails = Schema.contact.index["emails"].flatMap { cells[$0].nested }?.compactMap(\.text) ?? []
    emailKeys = (emails + [text("email")].compactMap(\.self)).map(NameKey.of).filter { !$0.isEmpty }
    let id = text("id") ?? ""
    hasOwnID = !id.isEmpty && !Self.isRowNumber(id)
    let hasOthers = ["nickname", "url", "phones"].contains { field in
      Schema.contact.index[field].map { !cells[$0].isMissing } ?? false
    }
    isNobody = nameKey.isEmpty && organizationKey.isEmpty && emailKeys.isEmpty && !hasOwnID && !hasOthers
    key = hasOwnID ? id : "~" + [nameKey, organizationKey, emailKeys.first ?? ""].joined(separator: "|")
  }

  /// By what the book finds the contact of a row.
  static func nameKey(_ cells: Cells) -> String {
    func text(_ field: String) -> String? { Schema.contact.index[field].flatMap { cells[$0].text } }
    return BookWriter.nameKey(
      name: text("name"), first: text("first_name"), last: text("last_name"), organization: text("organization"))
  }

  private static func text(of card: VCard) -> String {
    var bytes: [UInt8] = []
    VCardWriter(version: card.version == .v40 ? .v40 : .v30).write(card, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// "row-12" stands for a contact without an id of its own.
  private static func isRowNumber(_ id: String) -> Bool {
    id.hasPrefix("row-") && id.count > 4 && id.dropFirst(4).utf8.allSatisfy { 48...57 ~= $0 }
  }

  /// The contact's own facts as a line of NDJSON: the base of a later import.
  var content: String { Self.line(cells, leaving: Self.recordFields) }

  /// Tells whether a later file says anything else of them, or of what happened with them.
  var digest: String { digest(of: cells) }

  /// The same of the row as another zone reads it: see ``DayZones``.
  func digest(of reading: Cells) -> String {
    var json = JSONBytes()
    RecordJSON.write(reading, of: .contact, leaving: hasOwnID ? [] : Self.idPlace, to: &json)
    return Fingerprint.of(json.bytes)
  }

  private static let idPlace: Set<Int> = Set([Schema.contact.index["id"]].compactMap(\.self))

  private static func line(_ cells: Cells, leaving: Set<Int>) -> String {
    var json = JSONBytes()
    RecordJSON.write(cells, of: .contact, leaving: leaving.union(idPlace), to: &json)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
