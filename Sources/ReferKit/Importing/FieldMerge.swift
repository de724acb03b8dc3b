import CRows
import ReferFormats
import ReferModel

/// Compares three states of a contact field by field: what the source said before, what it says now, what the book has.
///
/// A field changes only where the source has news, and what it no longer says is no news: an import never empties a
/// field. What the user changed by hand stays.
struct FieldMerge {
  /// New values by field; a missing cell empties the field.
  private(set) var changes: [Int: rw_cell] = [:]
  /// Fields where the source has news, and the user's own value stays.
  private(set) var kept: [Int] = []
  private let arena: RowArena

  /// - Parameters:
  ///   - base: nil where this source says something of the contact for the first time: it fills what is empty.
  ///   - readings: what the source says now, as other zones read it: see ``DayZones``.
  /// - Throws: ``ReferError`` where memory is out.
  init(
    base: Cells?, theirs: Cells, readings: [Cells] = [], ours: Cells, edited: Set<String>, arena: RowArena
  ) throws {
    self.arena = arena
    func isSame(_ cell: rw_cell, _ field: Int, _ value: rw_cell) -> Bool {
      let (kind, text) = (Schema.contact.fields[field].kind, Self.text(cell, Schema.contact.fields[field].kind))
      if text == Self.text(value, kind) { return true }
      switch kind {
      case .time, .record: return readings.contains { text == Self.text($0[field], kind) }
      default: return false
      }
    }
    for (field, shape) in Schema.contact.fields.enumerated() where !ImportRow.uncompared.contains(field) {
      let now = theirs[field]
      if now.isMissing { continue }
      if let base, isSame(base[field], field, now) { continue }
      let keys = Set(
        edited.filter { $0.hasPrefix("\(shape.name).") }.map { String($0.dropFirst(shape.name.count + 1)) })
      guard let value = try merged(shape.kind, base: base?[field], now, ours[field], edited: keys) else { continue }
      if isSame(ours[field], field, value) { continue }
      if edited.contains(shape.name) { kept.append(field) } else { changes[field] = value }
    }
  }

  /// The value that the book should have; nil where another's stands there.
  private func merged(
    _ kind: Schema.Kind, base: rw_cell?, _ now: rw_cell, _ ours: rw_cell, edited: Set<String>
  ) throws -> rw_cell? {
    switch kind {
    case .texts: return try list(base, now, ours)
    case .map: return try map(base, now, ours, edited)
    default: return base != nil || ours.isMissing ? now : nil
    }
  }

  /// The values that the source added are added, those that it had and replaced are taken out.
  private func list(_ base: rw_cell?, _ now: rw_cell, _ ours: rw_cell) throws -> rw_cell {
    func texts(_ cell: rw_cell?) -> [String] { cell?.nested?.compactMap(\.text) ?? [] }
    let (before, after, mine) = (texts(base), texts(now), texts(ours))
    // Case does not make another address or tag.
    let dropped = Set(before.map(NameKey.of)).subtracting(after.map(NameKey.of))
    let known = Set(mine.map(NameKey.of))
    let news = after.filter { !known.contains(NameKey.of($0)) }
    let values = mine == before ? after : mine.filter { !dropped.contains(NameKey.of($0)) } + news
    if values.isEmpty { return rw_cell() }
    let cells = try cells(values.count)
    for (place, value) in values.enumerated() { cells[place] = try text(value) }
    return .nested(Int(RW_TEXTS), cells, count: values.count)
  }

  /// Key by key: what the source has news of, and the user did not set by hand.
  private func map(_ base: rw_cell?, _ now: rw_cell, _ ours: rw_cell, _ edited: Set<String>) throws -> rw_cell {
    let before = pairs(base)
    var result = pairs(ours)
    for pair in pairs(now) where !edited.contains(pair.key) {
      let place = result.firstIndex { $0.key == pair.key }
      let was = before.first { $0.key == pair.key }
      guard let place else {
        result.append(pair)
        continue
      }
      if base != nil, Self.text(was?.value) != Self.text(pair.value) { result[place].value = pair.value }
    }
    let cells = try cells(result.count * 2)
    for (place, pair) in result.enumerated() {
      cells[2 * place] = try text(pair.key)
      cells[2 * place + 1] = pair.value
    }
    return .nested(Int(RW_MAP), cells, count: result.count)
  }

  private func pairs(_ cell: rw_cell?) -> [(key: String, value: rw_cell)] {
    guard let cells = cell?.nested else { return [] }
    return stride(from: 0, to: cells.count, by: 2).compactMap { place in
      cells[place].text.map { ($0, cells[place + 1]) }
    }
  }

  private func cells(_ count: Int) throws -> UnsafeMutablePointer<rw_cell> {
    guard let cells = arena.cells(count) else { throw ReferError("there is not enough memory for this contact") }
    return cells
  }

  private func text(_ text: String) throws -> rw_cell {
    guard let cell = arena.text(text) else { throw ReferError("there is not enough memory for this contact") }
    return cell
  }

  /// A field as text, to tell whether two are the same. A person is a name, an event a name and a time.
  static func text(_ cell: rw_cell, _ kind: Schema.Kind) -> String {
    guard case .record(let of) = kind else { return text(cell) }
    guard let record = cell.nested?.baseAddress else { return "" }
    return ["name", "at"].compactMap { Schema.of(of).index[$0] }.map { text(record[$0]) }.joined(separator: "\u{1}")
  }

  /// A text, number, yes or no, or a list of them.
  static func text(_ cell: rw_cell?) -> String {
    guard let cell, !cell.isMissing else { return "" }
    if let text = cell.text { return "t\(text)" }
    if let number = cell.number { return "n\(NumberText.string(number))" }
    if let yes = cell.yesno { return yes ? "yes" : "no" }
    return cell.nested?.map(text).joined(separator: "\u{1}") ?? ""
  }
}

/// Records as texts, to tell which of a file are in the book already.
enum RecordText {
  /// All that a record says, with money as the book keeps it.
  static func whole(_ record: Cells, _ kind: RecordKind) -> String {
    let schema = Schema.of(kind)
    return schema.fields.enumerated().map { place, field in
      // A history only grows with the state, and what follows from others is no news.
      if case .records = field.kind { return "" }
      // The book has ids of its own.
      if field.isHidden || ["id", "parent", "referral"].contains(field.name) { return "" }
      if let currency = schema.index["currency"], field.name == "value", let value = record[place].number {
        return "\(Money.minor(value, record[currency].text) ?? 0)"
      }
      if case .record(let of) = field.kind, let nested = record[place].nested?.baseAddress {
        return Schema.of(of).index["name"].flatMap { nested[$0].text } ?? ""
      }
      return FieldMerge.text(record[place])
    }.joined(separator: "\u{1}")
  }

  /// What makes it the same record though a detail has changed.
  static func identity(_ record: Cells, _ kind: RecordKind) -> String {
    let schema = Schema.of(kind)
    func text(_ field: String) -> String {
      guard let place = schema.index[field] else { return "" }
      if case .record(let of) = schema.fields[place].kind, let nested = record[place].nested?.baseAddress {
        return Schema.of(of).index["name"].flatMap { nested[$0].text } ?? ""
      }
      return FieldMerge.text(record[place])
    }
    let fields =
      switch kind {
      case .interaction, .thankYou: ["at", "kind"]
      case .referral: ["at", "direction", "prospect"]
      case .promise, .ask, .gift: ["at", "what"]
      default: ["at", "to"]
      }
    return fields.map(text).joined(separator: "\u{1}")
  }
}
