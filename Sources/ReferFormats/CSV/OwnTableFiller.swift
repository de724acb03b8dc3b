internal import CCSV
internal import CRows
internal import ReferModel

/// Makes contacts of the rows of our own table, as ``OwnTable`` says. What does not fit its column goes to `custom`
/// under the column's name.
final class OwnTableFiller {
  private enum Column {
    case field(Int, Schema.Kind)
    case custom
  }

  private let columns: [Column]
  private let names: [rw_cell]
  private let kept: RowArena
  private let arena: RowArena
  private let options: ContactTable.Options
  /// What each column's numbers with strokes mean.
  private let orders: [DateOrder?]
  private var custom: [rw_cell] = []

  /// Nil when memory is out.
  init?(_ titles: [String], orders: [DateOrder?], options: ContactTable.Options) {
    guard let kept = RowArena(), let arena = RowArena() else { return nil }
    (self.kept, self.arena, self.options, self.orders) = (kept, arena, options, orders)
    let fields = Dictionary(OwnTable.places.map { (Schema.contact.fields[$0].name, $0) }) { first, _ in first }
    columns = titles.map { title in fields[title].map { .field($0, Schema.contact.fields[$0].kind) } ?? .custom }
    // Names of `custom` are what they are; what does not fit its column gets a free one beside them.
    var (names, used) = ([rw_cell](repeating: rw_cell(), count: titles.count), Set<String>())
    let (own, others) = (titles.indices.filter { OwnTable.customName(titles[$0]) != nil }, titles.indices)
    for number in Array(own) + others where names[number].isMissing {
      let title = titles[number].isEmpty ? "column \(number + 1)" : titles[number]
      let name = OwnTable.customName(title) ?? title
      var (free, count) = (name, 2)
      while !used.insert(free).inserted { (free, count) = ("\(name) \(count)", count + 1) }
      guard let cell = kept.text(free) else { return nil }
      names[number] = cell
    }
    self.names = names
  }

  /// Whether a table with these titles is ours.
  static func isOwn(_ titles: [String]) -> Bool {
    Set(titles).isSuperset(of: OwnTable.places.map { Schema.contact.fields[$0].name })
  }

  func fill(_ cells: UnsafePointer<csv_cell>, count: Int) -> TableRowFiller.Outcome {
    arena.reset()
    custom.removeAll(keepingCapacity: true)
    guard let row = arena.cells(Schema.contact.fields.count) else { return .noMemory }
    var isBlank = true
    for number in 0..<count {
      guard let start = cells[number].text,
        let text = OwnTable.text(.text(start, count: Int(cells[number].length)))
      else { continue }
      isBlank = false
      if number < columns.count, case .field(let place, let kind) = columns[number], row[place].isMissing {
        guard let value = value(text, kind, orders[number]) else { return .noMemory }
        if !value.isMissing {
          row[place] = value
          continue
        }
      }
      guard let name = number < names.count ? names[number] : arena.text("column \(number + 1)") else {
        return .noMemory
      }
      custom += [name, text]
    }
    if isBlank { return .blank }
    return complete(row) ? .contact(UnsafePointer(row)) : .noMemory
  }

  /// A missing cell for what is no such value; nil when memory is out.
  private func value(_ text: rw_cell, _ kind: Schema.Kind, _ order: DateOrder?) -> rw_cell? {
    switch kind {
    case .text: return text
    case .number: return text.text.flatMap(NumberText.number).map(rw_cell.number) ?? rw_cell()
    case .yesno:
      switch text.count <= 5 ? text.text?.lowercased() : nil {
      case "yes", "true": return .yesno(true)
      case "no", "false": return .yesno(false)
      default: return rw_cell()
      }
    case .time: return time(text, order).map(rw_cell.number) ?? rw_cell()
    case .texts:
      let entries = text.textBytes.map(OwnTable.entries) ?? []
      guard let list = arena.cells(entries.count) else { return nil }
      for (place, entry) in entries.enumerated() {
        guard let cell = entry.withUnsafeBytes({ arena.text($0) }) else { return nil }
        list[place] = cell
      }
      return .nested(RW_TEXTS, UnsafePointer(list), count: entries.count)
    case .record(let of):
      guard let record = arena.cells(Schema.of(of).fields.count), let name = Schema.of(of).index["name"] else {
        return nil
      }
      record[name] = text
      return .nested(RW_RECORD, UnsafePointer(record), count: 1)
    case .map, .records: return rw_cell()
    }
  }

  private func time(_ text: rw_cell, _ order: DateOrder?) -> Double? {
    guard let bytes = text.textBytes else { return nil }
    if let moment = try? Instant(rfc3339: bytes.bindMemory(to: UInt8.self)) { return moment.seconds }
    return TableDate.read(bytes, order: order).moment(options.zone)
  }

  /// What follows from other fields, as every reader of contacts has it. False when memory is out.
  private func complete(_ row: UnsafeMutablePointer<rw_cell>) -> Bool {
    let index = Schema.contact.index
    if !custom.isEmpty, let place = index["custom"] {
      guard let map = arena.cells(custom.count) else { return false }
      map.update(from: custom, count: custom.count)
      row[place] = .nested(RW_MAP, UnsafePointer(map), count: custom.count / 2)
    }
    if let one = index["email"], let many = index["emails"] {
      if row[one].isMissing, let first = row[many].nested?.first { row[one] = first }
      if !row[one].isMissing, row[many].isMissing {
        guard let list = arena.cells(1) else { return false }
        list[0] = row[one]
        row[many] = .nested(RW_TEXTS, UnsafePointer(list), count: 1)
      }
    }
    guard let name = index["name"], row[name].isMissing else { return true }
    let parts = ["first_name", "last_name"].compactMap { index[$0].flatMap { row[$0].text } }
    if parts.isEmpty { return true }
    guard let whole = arena.text(parts.joined(separator: " ")) else { return false }
    row[name] = whole
    return true
  }
}
