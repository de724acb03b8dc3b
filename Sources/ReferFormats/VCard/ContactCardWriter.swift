internal import CRows
package import ReferModel

/// Writes contacts as cards of version 3.0 or 4.0. Reading a card gives the contact that was written, field by field.
///
/// Of a contact that came from a card, that card's properties stay as they were, with groups, parameters and what is
/// unknown; only those of fields that have changed since are replaced or added. What a card has no property for, and
/// what reading it would not give back exactly, stands in the properties of ``OwnProperties``.
///
/// People inside a contact are named, with their id where the property is ours; whom a contact introduced stands in
/// those people's own cards.
package final class ContactCardWriter {
  private let writer: VCardWriter
  private let rows: CardRows
  private let arena: RowArena

  /// - Throws: ``InputError`` when memory is out.
  package init(version: VCardWriter.Version) throws {
    guard let arena = RowArena() else { throw InputError.noMemory }
    writer = VCardWriter(version: version)
    rows = try CardRows(arena)
    self.arena = arena
  }

  /// - Parameter stored: the card that the contact was imported from.
  /// - Throws: ``InputError`` when memory is out.
  package func write(_ row: Cells, stored: String? = nil, to bytes: inout [UInt8]) throws {
    arena.reset()
    let fields = CardFields(row)
    let base = stored.flatMap(Self.card)
    var draft = CardDraft(base ?? VCard(version: .v40, properties: []), writer.version)
    var before = try read(draft)
    let changed = fields.differing(from: before)
    if !changed.isEmpty {
      draft.removeOwn(changed)
      draft.set(changed, fields, before: before)
    }
    if base == nil { draft.complete(fields) }
    draft.setID(fields.text("id") ?? "")
    // What follows from other fields is looked at when those are right.
    for isLast in [false, true] where !changed.isEmpty || base == nil {
      before = try read(draft)
      for place in fields.differing(from: before) where isLast || !Self.derived.contains(place) {
        draft.setOwn(place, json: fields.json(place))
      }
    }
    writer.write(draft.card, to: &bytes)
  }

  private func read(_ draft: CardDraft) throws -> CardFields {
    guard let row = rows.row(of: draft.card) else { throw InputError.noMemory }
    return CardFields(row)
  }

  /// The first card of a text.
  private static func card(_ text: String) -> VCard? {
    var (text, first) = (text, VCard?.none)
    text.withUTF8 { bytes in
      // Neither closure throws.
      try? VCardReader(file: "").read(
        UnsafeRawBufferPointer(bytes), { first = first ?? $0 }, onProblem: { _ in })
    }
    return first
  }

  private static let derived = Set(OwnProperties.following.values.joined()).union(
    ["name"].compactMap { Schema.contact.index[$0] })
}

/// The fields of a contact as a card has them, to compare and to write.
struct CardFields {
  private static let index = Schema.contact.index
  private static let id = index["id"]
  private static let introducer = index["introduced_by"]
  private static let introduced = index["introduced"]
  private static let referrals = index["referrals"]
  private static let parts = Set(["referrals_received", "referrals_given"].compactMap { index[$0] })
  private static let namePlace = index["name"] ?? 0
  private let row: Cells

  init(_ row: Cells) { self.row = row }

  func text(_ name: String) -> String? { Self.index[name].flatMap { row[$0].text } }

  func texts(_ name: String) -> [String] {
    guard let list = Self.index[name].flatMap({ row[$0].nested }) else { return [] }
    return list.compactMap(\.text)
  }

  /// The name of who introduced them; nil where nobody did, or somebody without a name.
  var introducer: String? { Self.introducer.flatMap { row[$0].nested?.baseAddress?[Self.namePlace].text } }

  /// The places of the fields that are not the same; the id is none of them.
  func differing(from other: CardFields) -> [Int] {
    Schema.contact.fields.indices.filter { place in
      let (mine, others) = (row[place], other.row[place])
      if place == Self.id || mine.isMissing && others.isMissing || Schema.contact.derived.contains(place) {
        return false
      }
      if let mine = mine.textBytes, let others = others.textBytes { return !mine.elementsEqual(others) }
      if place == Self.introducer { return mine.isMissing != others.isMissing || introducer != other.introducer }
      // `referrals` holds both.
      if Self.parts.contains(place), let all = Self.referrals, !row[all].isMissing { return false }
      return json(place) != other.json(place)
    }
  }

  /// A field as JSON.
  func json(_ place: Int) -> [UInt8] {
    var json = JSONBytes()
    if place == Self.introduced {
      writeStrangers(row[place], to: &json)
    } else {
      RecordJSON.write(row[place], ofContact: place, .named, to: &json)
    }
    return json.bytes
  }

  /// Of those whom the contact introduced, who is not in the book and so has no card of their own.
  private func writeStrangers(_ cell: rw_cell, to json: inout JSONBytes) {
    let width = Schema.contact.fields.count
    let people = (0..<Int(cell.count)).compactMap { number in cell.nested?.baseAddress.map { $0 + number * width } }
    let strangers = people.filter { person in Self.id.map { person[$0].isMissing } ?? true }
    if strangers.isEmpty { return json.null() }
    for (number, person) in strangers.enumerated() {
      json.raw(number == 0 ? "[" : ",")
      RecordJSON.write(person, of: .contact, people: .named, to: &json)
    }
    json.raw("]")
  }
}

extension InputError {
  fileprivate static let noMemory = InputError.unreadable(file: "vCard", reason: "there is not enough memory")
}
