import CRows
import ReferModel
import ReferStore

/// What becomes of each field when two contacts become one: a value that only one has stays, lists and records are
/// added up, and where both have a value of their own one is taken and the other kept in `custom`.
struct MergePlan {
  typealias Side = MergePeople.Side

  /// A value that is not taken, and what it is of.
  struct Kept {
    let field: String
    let cell: rw_cell
  }

  private(set) var differences: [MergePeople.Difference] = []
  /// Fields that only the one who goes has.
  private(set) var filled: [String] = []
  /// How many values of lists and records the one who goes brings along.
  private(set) var joined: [(field: String, count: Int)] = []
  private(set) var choices = MergeChoices()
  private(set) var kept: [Kept] = []
  /// The notes of both, one behind the other, where they are not the same.
  private(set) var notes: String?

  private let a: Cells
  private let b: Cells
  private let arena: RowArena
  private let values: ValueText
  private let decide: (String) -> Side?

  /// - Parameters:
  ///   - ids: the two contacts: an introduction of the one by the other is none any more.
  ///   - decide: which value is taken of a field, or of an entry such as "custom.level"; nil where nobody said.
  init(
    _ a: Cells, _ b: Cells, ids: [String], zone: Zone, arena: RowArena, decide: @escaping (String) -> Side?
  ) throws {
    (self.a, self.b, self.arena, self.decide) = (a, b, arena, decide)
    values = ValueText(zone: zone)
    try addNames()
    for (place, field) in Schema.contact.fields.enumerated()
    where !Self.apart.contains(field.name) && !Schema.contact.derived.contains(place) {
      switch field.kind {
      case .text, .number, .yesno, .time, .record: try addValue(place, field, ids)
      case .texts, .records: addList(place, field)
      case .map: try addEntries(place, field)
      }
    }
    addNotes()
    if decide("email") == .b { choices.firstEmail = true }
  }

  /// Fields that are not compared: they follow from others, or are joined in a way of their own.
  private static let apart: Set<String> = [
    "id", "email", "last_interaction_at", "notes", "name", "first_name", "last_name", "referrals_received",
    "referrals_given", "introduced",
  ]

  /// Fields of which nobody said whose value is taken.
  var open: [String] { differences.filter { $0.taken == nil }.map(\.field) }

  // MARK: Values

  private mutating func addValue(_ place: Int, _ field: Schema.Field, _ ids: [String]) throws {
    let (one, other) = (Self.own(a[place], field.kind, ids), Self.own(b[place], field.kind, ids))
    if other.isMissing { return }
    if one.isMissing {
      choices.fields.insert(place)
      filled.append(field.name)
    } else if FieldMerge.text(one, field.kind) != FieldMerge.text(other, field.kind) {
      let side = try differ(field.name, one, other, field.kind)
      if side == .b { choices.fields.insert(place) }
    }
  }

  /// A value, unless it names one of the two.
  private static func own(_ cell: rw_cell, _ kind: Schema.Kind, _ ids: [String]) -> rw_cell {
    guard case .record(.contact) = kind, let person = cell.nested?.baseAddress else { return cell }
    return ids.contains(RecordView(person, .contact).text("id") ?? "") ? rw_cell() : cell
  }

  /// Notes that both have a value; answers whose is taken.
  private mutating func differ(_ name: String, _ one: rw_cell, _ other: rw_cell, _ kind: Schema.Kind) throws -> Side? {
    let side = decide(name)
    differences.append(
      MergePeople.Difference(
        field: name, a: shown(one, kind), b: shown(other, kind), taken: side))
    choices.decided[name] = side == .b
    try keep(name, side == .b ? one : other, kind)
    return side
  }

  private mutating func keep(_ name: String, _ cell: rw_cell, _ kind: Schema.Kind) throws {
    switch kind {
    case .time:
      guard let at = cell.number else { return }
      try keep(name, text: "\(Instant(seconds: at))")
    case .record: try keep(name, text: shown(cell, kind))
    default: kept.append(Kept(field: name, cell: cell))
    }
  }

  /// A value as people read it; an event with its day.
  private func shown(_ cell: rw_cell, _ kind: Schema.Kind) -> String {
    let text = values.text(cell, kind) ?? ""
    guard case .record(.event) = kind, let event = cell.nested?.baseAddress else { return text }
    return [text, RecordView(event, .event).number("at").map(values.day)].compactMap(\.self).filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  private mutating func keep(_ name: String, text: String) throws {
    guard let cell = arena.text(text) else { throw ReferError("there is not enough memory to merge") }
    kept.append(Kept(field: name, cell: cell))
  }

  // MARK: Names

  /// The whole name and its parts are taken from one of the two.
  private mutating func addNames() throws {
    let fields = ["name", "first_name", "last_name"].compactMap { Schema.contact.index[$0] }
    func whole(_ row: Cells) -> String {
      let parts = fields.map { row[$0].text ?? "" }
      return parts[0].isEmpty ? parts.dropFirst().filter { !$0.isEmpty }.joined(separator: " ") : parts[0]
    }
    let (one, other) = (whole(a), whole(b))
    if other.isEmpty { return }
    if one.isEmpty {
      filled.append("name")
      choices.fields.formUnion(fields)
    } else if one == other {
      for place in fields where !b[place].isMissing {
        if a[place].isMissing { choices.fields.insert(place) }
        if let text = b[place].text, !a[place].isMissing, text != a[place].text {
          try keep(Schema.contact.fields[place].name, text: text)
        }
      }
    } else {
      let side = decide("name")
      differences.append(MergePeople.Difference(field: "name", a: one, b: other, taken: side))
      for place in fields { choices.decided[Schema.contact.fields[place].name] = side == .b }
      if side == .b { choices.fields.formUnion(fields) }
      let (left, row) = side == .b ? (one, a) : (other, b)
      try keep("name", text: left)
      for place in fields {
        guard let text = row[place].text, !left.contains(text) else { continue }
        try keep(Schema.contact.fields[place].name, text: text)
      }
    }
  }

  private mutating func addNotes() {
    guard let place = Schema.contact.index["notes"], let other = b[place].text else { return }
    guard let one = a[place].text else {
      choices.fields.insert(place)
      filled.append("notes")
      return
    }
    if one.contains(other) { return }
    notes = "\(one)\n\n\(other)"
    joined.append(("notes", 1))
  }

  // MARK: Many values

  private mutating func addList(_ place: Int, _ field: Schema.Field) {
    let count: Int
    if case .texts = field.kind {
      let mine = Set((a[place].nested ?? .init(start: nil, count: 0)).compactMap(\.text).map(NameKey.of))
      count = (b[place].nested ?? .init(start: nil, count: 0)).count { !mine.contains(NameKey.of($0.text ?? "")) }
    } else {
      count = b[place].nested == nil ? 0 : Int(b[place].count)
    }
    if count > 0 { joined.append((field.name, count)) }
  }

  private mutating func addEntries(_ place: Int, _ field: Schema.Field) throws {
    let (mine, theirs) = (RecordView(a, .contact).entries(field.name), RecordView(b, .contact).entries(field.name))
    var news = 0
    // When an answer was given stands beside it, under its name and a zero.
    for entry in theirs where !entry.name.contains("\u{0}") {
      let name = "\(field.name).\(entry.name)"
      let isAnswer = field.name == "answers"
      guard let known = mine.first(where: { $0.name == entry.name }) else {
        if isAnswer { choices.questions.insert(entry.name) }
        news += 1
        continue
      }
      if FieldMerge.text(known.value) == FieldMerge.text(entry.value) { continue }
      guard try differ(name, known.value, entry.value, .map) == .b else { continue }
      if isAnswer { choices.questions.insert(entry.name) } else { choices.entries.insert(name) }
    }
    if news > 0 { joined.append((field.name, news)) }
  }
}
