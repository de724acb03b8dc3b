import ReferModel

/// Where the fields of a record stand in its table: one list that reading and writing share.
struct RecordColumns {
  /// How one field is kept.
  enum Place {
    /// In the column of its name.
    case plain
    /// In minor units; the field at the index names the currency.
    case money(currency: Int)
    /// The id of a row in `event`.
    case event
    /// A contact of the book by its id, or anybody by name.
    case person
    /// Answered by a query, written elsewhere.
    case derived
    /// In a table of its own.
    case elsewhere
  }

  let kind: RecordKind
  let table: String
  let places: [Place]
  /// What the values of the fields are.
  let kinds: [Schema.Kind]
  /// The fields whose numbers are money in minor units, and the fields that name the currencies.
  let money: [(field: Int, currency: Int)]
  /// The fields that are people.
  let people: [Int]
  /// The fields that are not in the table itself.
  let fieldsWithoutColumn: [Int]
  /// The queries of derived fields.
  private let queries: [Int: String]

  static func of(_ kind: RecordKind) -> RecordColumns { all[Int(kind.rawValue)] }

  /// The kinds of record that belong to one contact, in the order in which they are read.
  static let ofContact: [RecordKind] = [
    .interaction, .referral, .promise, .ask, .introduction, .gift, .thankYou,
  ]

  private static let all = RecordKind.allCases.map(RecordColumns.init)

  private init(_ kind: RecordKind) {
    let schema = Schema.of(kind)
    let table = schema.name
    self.kind = kind
    self.table = table
    kinds = schema.fields.map(\.kind)
    var queries: [Int: String] = [:]
    for (place, field) in schema.fields.enumerated() {
      switch (kind, field.name) {
      case (.contact, "id"), (.referral, "id"): queries[place] = "CAST(\(table).id AS TEXT)"
      case (.contact, "email"): queries[place] = "(SELECT address FROM email WHERE contact = contact.id AND n = 0)"
      case (.referral, "stage"): queries[place] = Self.lastStage
      case (.referral, "value"): queries[place] = Self.closedBusiness
      // Of the contact's part in an event.
      case (.event, "role"): queries[place] = "NULL"
      case (.contact, "added_at"): queries[place] = "(SELECT at FROM deed WHERE deed.id = contact.since)"
      case (.contact, "joined_at"):
        queries[place] = "(SELECT max(joined_at) FROM membership m WHERE m.contact = contact.id AND left_at IS NULL)"
      case (.contact, "bucket_changed_at"):
        queries[place] = """
          (SELECT max(deed.at) FROM hand_bucket h JOIN deed ON deed.id = h.since WHERE h.contact = contact.id)
          """
      // They follow from the history of its stages: see ``DerivedFields``.
      case (.referral, "moved_at"), (.referral, "won_at"), (.referral, "closed_at"): queries[place] = "NULL"
      default: break
      }
    }
    self.queries = queries
    let places = schema.fields.enumerated().map { place, field -> Place in
      if queries[place] != nil { return .derived }
      return switch (kind, field.name) {
      case (.event, "cost"), (.gift, "value"): .money(currency: schema.index["currency"] ?? 0)
      default:
        switch field.kind {
        case .text, .number, .yesno, .time: .plain
        case .record(.event): .event
        case .record: .person
        case .texts, .map, .records: .elsewhere
        }
      }
    }
    self.places = places
    money = places.enumerated().compactMap { place, kept in
      if case .money(let currency) = kept { return (place, currency) }
      guard kind == .referral, schema.fields[place].name == "value" else { return nil }
      return schema.index["currency"].map { (place, $0) }
    }
    people = places.indices.filter { if case .person = places[$0] { true } else { false } }
    fieldsWithoutColumn = places.indices.filter {
      switch places[$0] {
      case .derived, .elsewhere: true
      default: false
      }
    }
  }

  private static let lastStage = """
    (SELECT stage FROM referral_stage s WHERE s.contact = referral.contact AND s.referral = referral.id
      ORDER BY n DESC LIMIT 1)
    """
  /// In minor units of the referral's currency: other currencies are never added to it.
  private static let closedBusiness = """
    (SELECT sum(iif(kind = 'refund', -amount_minor, amount_minor)) FROM closed_business b
      WHERE b.contact = referral.contact AND b.referral = referral.id AND b.currency IS referral.currency)
    """

  /// A field's columns, in a query; none for what stands elsewhere.
  func expressions(of field: Int) -> [String] {
    let name = Schema.of(kind).fields[field].name
    let column = "\(table).\(TableShape.quoted(name))"
    return switch places[field] {
    case .plain: [isReferral(field) ? ReferralLink.text(column, contact: "\(table).contact") : column]
    case .money: ["\(table).\(name)_minor"]
    case .event: ["\(table).\(Self.eventColumn(name))"]
    case .person: ["\(table).\(name)_id", "\(table).\(name)_name"]
    case .derived: queries[field].map { [$0] } ?? []
    case .elsewhere: []
    }
  }

  /// A field's columns, in an insertion; none for what is written elsewhere.
  func columns(of field: Int) -> [String] {
    let name = Schema.of(kind).fields[field].name
    return switch places[field] {
    case .plain: [TableShape.quoted(name)]
    case .money: ["\(name)_minor"]
    case .event: [Self.eventColumn(name)]
    case .person: ["\(name)_id", "\(name)_name"]
    case .derived, .elsewhere: []
    }
  }

  /// Whether a text names a referral of the book: see ``ReferralLink``.
  private func isReferral(_ field: Int) -> Bool {
    let name = Schema.of(kind).fields[field].name
    return kind == .referral && name == "parent" || kind == .thankYou && name == "referral"
  }

  private static func eventColumn(_ name: String) -> String { name == "event" ? "event_id" : "\(name)_id" }

  /// All columns of a query for records, in the order of the fields.
  var selection: String { places.indices.flatMap(expressions).joined(separator: ", ") }

  /// The same with NULL for what a walk over all records merges from other tables: see ``ReferralHistory``.
  var walkSelection: String {
    let merged = kind == .referral ? Set(["stage", "value"].compactMap { Schema.referral.index[$0] }) : []
    return places.indices.flatMap { merged.contains($0) ? ["NULL"] : expressions(of: $0) }.joined(separator: ", ")
  }

  /// The field that names the currency of a field's money; nil where its number is none.
  func currency(of field: Int) -> Int? { money.first { $0.field == field }?.currency }
}
