package import CRows

/// The kinds of record that rules can see, in the order of ``Schema/table``.
package enum RecordKind: UInt16, CaseIterable, Sendable {
  case contact, interaction, referral, event, promise, ask, introduction, gift, thankYou, stageChange, business, me
}

/// The fields of one kind of record: one list that readers fill, rules read, and the reference prints.
package struct Schema: Sendable {
  package let kind: RecordKind
  package let name: String
  package let fields: [Field]
  /// Field names to places in a row.
  package let index: [String: Int]

  /// One field of a record.
  package struct Field: Sendable {
    package let name: String
    package let kind: Kind
    /// A missing fact makes a condition unknown; missing records of one's own mean none.
    package let isFact: Bool
    /// Read from files and shown to the program, but no field of the rules language.
    package let isHidden: Bool
    package let summary: String
  }

  /// What a present value of a field is.
  package enum Kind: Hashable, Sendable {
    case text, number, yesno, time, texts, map
    case record(RecordKind)
    case records(RecordKind)
  }

  init(_ kind: RecordKind, _ name: String, _ fields: [Field]) {
    self.kind = kind
    self.name = name
    self.fields = fields
    index = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    derived = Set(fields.indices.filter { fields[$0].isHidden && Self.derivedNames.contains(fields[$0].name) })
  }

  /// The places of times that follow from other records of the book, or from its past: nobody enters or exports them.
  package let derived: Set<Int>

  private static let derivedNames: Set<String> = [
    "added_at", "joined_at", "bucket_changed_at", "moved_at", "won_at", "closed_at",
  ]

  /// The fields that hold a day as text: "1980-04-16", or "--04-16" without the year.
  package static let days: Set<String> = ["birthday", "anniversary"]

  /// The field names that rules may write, in order.
  package var visibleNames: [String] { fields.filter { !$0.isHidden }.map(\.name) }
}

extension Schema {
  private static func fact(_ name: String, _ kind: Kind, _ summary: String) -> Field {
    Field(name: name, kind: kind, isFact: true, isHidden: false, summary: summary)
  }
  private static func own(_ name: String, _ kind: Kind, _ summary: String, hidden: Bool = false) -> Field {
    Field(name: name, kind: kind, isFact: false, isHidden: hidden, summary: summary)
  }

  /// A person: the fields of `contact` in the rules language, and the keys of a contact's line of NDJSON.
  package static let contact = Schema(
    .contact, "contact",
    [
      own("id", .text, "what identifies this contact in its source"),
      fact("name", .text, "the whole name"),
      fact("first_name", .text, "the given name"),
      fact("last_name", .text, "the family name"),
      fact("nickname", .text, "what friends say"),
      fact("email", .text, "the first e-mail address"),
      own("emails", .texts, "all e-mail addresses"),
      own("phones", .texts, "all telephone numbers"),
      fact("organization", .text, "the company or association"),
      fact("title", .text, "the job title"),
      fact("profession", .text, "the trade, as a group seats it"),
      fact("industry", .text, "the line of business"),
      fact("serves", .text, "whom they sell to: b2b, b2c or both"),
      fact("city", .text, "the town"),
      fact("region", .text, "the state or province"),
      fact("country", .text, "the country"),
      fact("url", .text, "the web or profile page"),
      own("tags", .texts, "labels given by the user"),
      fact("notes", .text, "free text"),
      fact("birthday", .text, "\"1980-04-16\", or \"--04-16\" without the year"),
      fact("trust", .number, "how far the user trusts them"),
      fact("ideal_client", .text, "whom they want to meet"),
      fact("looking_for", .text, "what they need now"),
      fact("met_at", .time, "when the user met them"),
      fact("met_event", .record(.event), "the event where they met"),
      fact("introduced_by", .record(.contact), "who introduced them"),
      own("introduced", .records(.contact), "whom they introduced"),
      fact("group", .text, "the chapter or association they share with the user"),
      fact("mode", .text, "active or passive networker"),
      own("components", .texts, "information, support, referral: what they are to the user"),
      fact("stage", .text, "visibility, credibility or profitability"),
      fact("vetted_at", .time, "when the user checked their work"),
      own("do_not_contact", .yesno, "they asked not to be contacted"),
      fact("is_client", .yesno, "they buy from the user"),
      fact("i_am_client", .yesno, "the user buys from them"),
      fact("friend", .yesno, "a friend"),
      own("interactions", .records(.interaction), "talks, meetings and messages, oldest first"),
      own("last_interaction_at", .time, "when they last spoke"),
      own("referrals_received", .records(.referral), "the referrals that they gave to the user"),
      own("referrals_given", .records(.referral), "the referrals that the user gave to them"),
      own("promises", .records(.promise), "what was promised, by either side"),
      own("asks", .records(.ask), "what the user asked of them"),
      own("introductions", .records(.introduction), "whom the user introduced them to"),
      own("gifts", .records(.gift), "gifts to and from them"),
      own("thanked", .records(.thankYou), "the thanks that the user gave them"),
      own("events", .records(.event), "the events where they were"),
      own("buckets", .map, "the bucket they were put in by hand, by set"),
      own("custom", .map, "what an import brought and no field took, as text"),
      fact("anniversary", .text, "of their business or marriage, as a birthday is written"),
      fact("public_consent", .yesno, "they may be thanked in public"),
      own("referrals", .records(.referral), "referrals of both directions, as files nest them", hidden: true),
      own("answers", .map, "the user's own answers, by question", hidden: true),
      own("added_at", .time, "when they came into the book", hidden: true),
      own("joined_at", .time, "when they joined the group", hidden: true),
      own("bucket_changed_at", .time, "when they last came into another bucket", hidden: true),
    ])

  package static let interaction = Schema(
    .interaction, "interaction",
    [
      fact("at", .time, "when it was"),
      fact("kind", .text, "one_to_one, call, email, note, meeting …"),
      fact("channel", .text, "how: in person, phone, e-mail …"),
      fact("direction", .text, "in, out or both"),
      fact("minutes", .number, "how long"),
      fact("event", .record(.event), "the event where it was"),
      fact("template", .text, "the message that was sent"),
      fact("response", .text, "none, reply, meeting or referral"),
      fact("notes", .text, "free text"),
      fact("networking", .yesno, "its minutes count as networking"),
      own("response_at", .time, "when they responded", hidden: true),
    ])

  package static let referral = Schema(
    .referral, "referral",
    [
      own("id", .text, "what identifies it"),
      fact("at", .time, "when it was made"),
      fact("direction", .text, "given, received or observed"),
      fact("giver", .record(.contact), "who gave it"),
      fact("receiver", .record(.contact), "who got it"),
      fact("prospect", .record(.contact), "who may become a client"),
      fact(
        "stage", .text, "new, acknowledged, contacted, meeting, proposal, won, lost, declined, unreachable, expired"),
      fact("value", .number, "closed business in major units"),
      fact("currency", .text, "the currency of value, as of ISO 4217"),
      fact("tier", .text, "inside, outside or spin_off"),
      fact("strength", .number, "the introducer's effort, 1 to 5"),
      fact("event", .record(.event), "the event that it came from"),
      fact("need", .text, "what the prospect needs"),
      fact("thanked_at", .time, "when the giver was thanked"),
      fact("updated_at", .time, "when the giver last heard of it"),
      fact("parent", .text, "the id of the referral that it came out of"),
      fact("consent", .yesno, "the prospect agreed to be contacted; without it, it is a lead"),
      own(
        "stages", .records(.stageChange), "each change of its stage, oldest first, where more is known than the last"),
      own("business", .records(.business), "the business that it brought, where more is known than the sum"),
      fact("handoff", .text, "card_given, told_you_would_call, introduced_by_mail, by_call or in_person"),
      fact("notes", .text, "free text"),
      own("moved_at", .time, "when its stage last changed", hidden: true),
      own("won_at", .time, "when it became business", hidden: true),
      own("closed_at", .time, "when it came to an end of any kind", hidden: true),
    ])

  package static let event = Schema(
    .event, "event",
    [
      fact("name", .text, "what it is called"),
      fact("kind", .text, "mixer, breakfast, seminar, social …"),
      fact("group", .text, "who held it"),
      fact("at", .time, "when it began"),
      fact("ends_at", .time, "when it ended"),
      fact("cost", .number, "what it cost the user, in major units"),
      fact("currency", .text, "the currency of cost"),
      fact("minutes", .number, "how long it took"),
      fact("no_pitch", .yesno, "a place where nobody sells"),
      fact("place", .text, "where it was"),
      fact("role", .text, "what a contact was there, among their events: self, visitor or host"),
      fact("notes", .text, "free text"),
    ])

  package static let promise = Schema(
    .promise, "promise",
    [
      fact("what", .text, "what was promised"),
      fact("by", .text, "me or them"),
      fact("at", .time, "when it was made"),
      fact("due", .time, "when it is due"),
      fact("state", .text, "open, kept, late or broken"),
      fact("done_at", .time, "when it was kept, or given up"),
      fact("notes", .text, "free text"),
    ])

  package static let ask = Schema(
    .ask, "ask",
    [
      fact("what", .text, "what the user asked for"),
      fact("at", .time, "when"),
      fact("response", .text, "what came of it"),
      fact("notes", .text, "free text"),
    ])

  package static let introduction = Schema(
    .introduction, "introduction",
    [
      fact("to", .record(.contact), "the other person"),
      fact("at", .time, "when"),
      fact("channel", .text, "how"),
      fact("notes", .text, "free text"),
    ])

  package static let gift = Schema(
    .gift, "gift",
    [
      fact("what", .text, "what it was"),
      fact("at", .time, "when"),
      fact("direction", .text, "in or out"),
      fact("value", .number, "what it cost, in major units"),
      fact("currency", .text, "the currency of value"),
    ])

  package static let thankYou = Schema(
    .thankYou, "thank_you",
    [
      fact("kind", .text, "note, call, card, gift, bonus, discount, public or donation"),
      fact("at", .time, "when"),
      fact("referral", .text, "the id of the referral it was for"),
      fact("notes", .text, "free text"),
    ])

  package static let stageChange = Schema(
    .stageChange, "stage_change",
    [
      fact("stage", .text, "the stage that the referral came to"),
      fact("from", .text, "the stage that it had before"),
      fact("at", .time, "when"),
      fact("by", .text, "me, where the user moved it"),
      fact("notes", .text, "why"),
    ])

  package static let business = Schema(
    .business, "business",
    [
      fact("value", .number, "the amount, in major units"),
      fact("currency", .text, "the currency of value, as of ISO 4217"),
      fact("kind", .text, "new, repeat or refund"),
      fact("at", .time, "when it was closed"),
      fact("notes", .text, "free text"),
    ])

  /// What the user said of themselves.
  package static let me = Schema(
    .me, "me",
    [
      own("name", .text, "your name"),
      own("email", .text, "your e-mail address"),
      own("phone", .text, "your telephone number"),
      own("organization", .text, "your company"),
      own("profession", .text, "your trade"),
      own("pitch", .text, "what you do, in plain words"),
      own("usp", .text, "what sets you apart"),
      own("ideal_client", .text, "whom you want to meet"),
      own("not_for", .text, "what you do not do"),
      own("stories", .texts, "results that you tell of"),
      own("currency", .text, "the currency of amounts that name none", hidden: true),
    ])

  /// Every schema, at the index that ``RecordKind`` gives it.
  package static let all: [Schema] = [
    contact, interaction, referral, event, promise, ask, introduction, gift, thankYou, stageChange, business, me,
  ]

  package static func of(_ kind: RecordKind) -> Schema { all[Int(kind.rawValue)] }
}

/// The schemas as the C code reads them. Made once, never freed, never changed.
package struct SchemaTable: @unchecked Sendable {
  package let schemas: UnsafePointer<rw_schema>
  package let count: Int
  /// ``InteractionKind/oneSided``, each ended by NUL.
  package let oneSidedKinds: UnsafeBufferPointer<UnsafePointer<CChar>?>

  package static let shared = SchemaTable()

  private init() {
    let table = UnsafeMutablePointer<rw_schema>.allocate(capacity: Schema.all.count)
    for (place, schema) in Schema.all.enumerated() {
      let fields = UnsafeMutablePointer<rw_field>.allocate(capacity: schema.fields.count)
      for (number, field) in schema.fields.enumerated() { fields[number] = Self.field(field) }
      let nameField = schema.index["name"] ?? 0
      table[place] = rw_schema(
        name: Self.permanent(schema.name), fields: fields, count: UInt32(schema.fields.count),
        name_field: UInt32(nameField))
    }
    schemas = UnsafePointer(table)
    count = Schema.all.count
    let kinds = UnsafeMutableBufferPointer<UnsafePointer<CChar>?>.allocate(capacity: InteractionKind.oneSided.count)
    _ = kinds.initialize(from: InteractionKind.oneSided.map { Self.permanent($0) })
    oneSidedKinds = UnsafeBufferPointer(kinds)
  }

  private static func field(_ field: Schema.Field) -> rw_field {
    let (kind, schema): (Int, RecordKind) =
      switch field.kind {
      case .text: (RW_TEXT, .contact)
      case .number: (RW_NUMBER, .contact)
      case .yesno: (RW_BOOL, .contact)
      case .time: (RW_TIME, .contact)
      case .texts: (RW_TEXTS, .contact)
      case .map: (RW_MAP, .contact)
      case .record(let of): (RW_RECORD, of)
      case .records(let of): (RW_RECORDS, of)
      }
    let flags = (field.isFact ? RW_FACT : 0) | (field.isHidden ? RW_HIDDEN : 0)
    return rw_field(
      name: permanent(field.name), name_length: UInt32(field.name.utf8.count), kind: UInt8(kind),
      flags: UInt8(flags), schema: schema.rawValue)
  }

  private static func permanent(_ text: String) -> UnsafePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    place.initialize(from: bytes, count: bytes.count)
    return UnsafePointer(place)
  }
}
