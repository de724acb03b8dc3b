internal import CRows
internal import ReferModel

/// The properties of ours: X-REFER-MET-AT and the like, one for each field of a contact that a card has no other
/// property for. Its value is the field's as JSON, as a line of our NDJSON has it; `null` says that the contact has
/// none, whatever the rest of the card says. X-REFER-ID alone is plain text; beside it a UID is no field's value: it
/// says by what other programs know the card.
final class OwnProperties {
  static let idKey = "X-REFER-ID"
  private static let prefix = "X-REFER-"
  private let lines: NDJSONReader

  /// - Throws: ``InputError`` when memory is out.
  init() throws { lines = try NDJSONReader(files: [], zone: { $0 }) }

  /// The name of a field's property: "X-REFER-MET-AT".
  static func key(of place: Int) -> String {
    prefix + Schema.contact.fields[place].name.uppercased().replacing("_", with: "-")
  }

  private static func isOwn(_ property: VCardProperty) -> Bool {
    property.key.utf8.count > prefix.utf8.count && property.key.hasPrefix(prefix)
  }

  /// The field that a property gives; nil for one that gives none.
  static func field(of property: VCardProperty) -> Int? {
    guard isOwn(property), property.key != idKey else { return nil }
    return Schema.contact.index[property.key.dropFirst(prefix.count).lowercased().replacing("-", with: "_")]
  }

  /// A card with the properties that are not ours, and the fields of ours.
  struct Parts {
    var card: VCard
    fileprivate var fields: [Field] = []

    fileprivate struct Field {
      let place: Int
      /// A contact that has this field, and what follows from it.
      let row: Cells
    }
  }

  /// Takes a card apart; the fields live in the arena. One whose value is not JSON of its kind stays in the card. Nil
  /// when memory is out.
  func parts(of card: VCard, _ arena: RowArena) -> Parts? {
    guard card.properties.contains(where: { Self.isOwn($0) }) else { return Parts(card: card) }
    let hasID = card.properties.contains { $0.key == Self.idKey && !$0.text.isEmpty }
    var (others, fields) = ([VCardProperty](), [Parts.Field]())
    for property in card.properties where !(hasID && property.key == "UID") {
      guard let place = Self.field(of: property) else {
        others.append(property)
        continue
      }
      var json = JSONBytes()
      json.raw("{")
      json.text(Schema.contact.fields[place].name)
      json.raw(":")
      json.raw(Array(property.text.utf8))
      json.raw("}")
      guard let row = lines.contact(of: String(decoding: json.bytes, as: UTF8.self)) else {
        others.append(property)
        continue
      }
      guard let copy = arena.copy(row, of: .contact) else { return nil }
      fields.append(Parts.Field(place: place, row: copy))
    }
    // In the order of the schema: what follows from a field stands behind it, and has the last word.
    let sorted = fields.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
    return Parts(
      card: VCard(version: card.version, properties: others, line: card.line), fields: sorted.map(\.element))
  }

  /// Sets the fields of ours in the row of the others.
  func fill(_ row: Cells, with parts: Parts) {
    // The card's reader made the row for us alone; nobody else holds it yet.
    let row = UnsafeMutablePointer(mutating: row)
    for field in parts.fields {
      row[field.place] = field.row[field.place]
      for place in Self.following[field.place] ?? [] where row[place].isMissing { row[place] = field.row[place] }
    }
  }

  /// The fields that follow from others.
  static let following: [Int: [Int]] = {
    let index = Schema.contact.index
    let names = [
      "interactions": ["last_interaction_at"], "referrals": ["referrals_received", "referrals_given"],
      "emails": ["email"],
    ]
    var places: [Int: [Int]] = [:]
    for (name, others) in names {
      if let place = index[name] { places[place] = others.compactMap { index[$0] } }
    }
    return places
  }()
}

/// Reads cards as contacts, with the properties of ours.
final class CardRows {
  private let reader = VCardReader(file: "")
  private let own: OwnProperties
  private let arena: RowArena
  private var builder: ContactRowBuilder

  /// The rows live in the arena, which the caller resets.
  ///
  /// - Throws: ``InputError`` when memory is out.
  init(_ arena: RowArena) throws {
    own = try OwnProperties()
    self.arena = arena
    builder = ContactRowBuilder(arena: arena)
  }

  /// The contact that a card stands for; nil when memory is out.
  func row(of card: VCard) -> Cells? {
    guard let parts = own.parts(of: card, arena), let row = reader.row(of: parts.card, into: &builder) else {
      return nil
    }
    own.fill(row, with: parts)
    return row
  }
}
