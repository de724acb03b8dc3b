import CRows
package import ReferModel

/// Fills one contact's row, field by field, from a format that knows its own names for them.
///
/// Nothing is lost: what no field takes goes to `custom` under the name that it had. The row lives in the
/// arena that the caller resets.
package struct ContactRowBuilder {
  /// A field of a contact by its place in the row.
  package struct Field: Hashable, Sendable {
    package let place: Int
    /// Nil for a name that is no field of a contact.
    package init?(_ name: String) {
      guard let place = Schema.contact.index[name] else { return nil }
      self.place = place
    }
  }

  private let arena: RowArena
  private var cells: UnsafeMutablePointer<rw_cell>?
  private var lists: [Int: [rw_cell]] = [:]
  private var custom: [rw_cell] = []
  /// Memory ran out on the way: the row is not to be used.
  private var hasFailed = false

  package init(arena: RowArena) { self.arena = arena }

  /// Begins a new row.
  package mutating func begin() {
    cells = arena.cells(Schema.contact.fields.count)
    lists.removeAll(keepingCapacity: true)
    custom.removeAll(keepingCapacity: true)
    hasFailed = cells == nil
  }

  /// Sets a text; an empty one is missing. False when the field has a value already: keep the new one elsewhere.
  package mutating func set(_ field: Field, _ text: String) -> Bool {
    guard !text.isEmpty, let cells, cells[field.place].isMissing else { return text.isEmpty }
    cells[field.place] = cell(text)
    return true
  }

  package mutating func set(_ field: Field, yesno: Bool) { cells?[field.place] = .yesno(yesno) }

  package mutating func set(_ field: Field, number: Double) { cells?[field.place] = .number(number) }

  /// Sets a time.
  package mutating func set(_ field: Field, time: Instant) { cells?[field.place] = .number(time.seconds) }

  /// Adds to a list of texts; an empty one, and one that is there already, is passed over.
  package mutating func append(_ field: Field, _ text: String) {
    guard !text.isEmpty else { return }
    if lists[field.place, default: []].contains(where: { $0.text == text }) { return }
    lists[field.place, default: []].append(cell(text))
  }

  /// Sets a person or an event by its name alone.
  package mutating func set(_ field: Field, named name: String) -> Bool {
    guard !name.isEmpty, let cells, cells[field.place].isMissing,
      case .record(let kind) = Schema.contact.fields[field.place].kind, let place = Schema.of(kind).index["name"],
      let record = arena.cells(Schema.of(kind).fields.count)
    else { return name.isEmpty }
    record[place] = cell(name)
    cells[field.place] = .nested(RW_RECORD, record, count: 1)
    return true
  }

  /// Keeps a value that no field takes. A name that stands already gets a number: "Website", "Website 2".
  package mutating func keep(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    var free = name
    var number = 2
    while hasCustom(free) {
      free = "\(name) \(number)"
      number += 1
    }
    custom.append(cell(free))
    custom.append(cell(value))
  }

  /// A field's text as set so far.
  package func text(_ field: Field) -> String? { cells?[field.place].text }

  /// The finished row, with what follows from other fields; nil when memory is out.
  package mutating func finish(id: String) -> Cells? {
    guard let cells, !hasFailed else { return nil }
    for (place, items) in lists {
      guard let list = arena.cells(items.count) else { return nil }
      list.update(from: items, count: items.count)
      cells[place] = .nested(RW_TEXTS, UnsafePointer(list), count: items.count)
    }
    complete(cells, id: id)
    if !custom.isEmpty, let place = Schema.contact.index["custom"] {
      guard let map = arena.cells(custom.count) else { return nil }
      map.update(from: custom, count: custom.count)
      cells[place] = .nested(RW_MAP, UnsafePointer(map), count: custom.count / 2)
    }
    return hasFailed ? nil : UnsafePointer(cells)
  }

  private mutating func complete(_ cells: UnsafeMutablePointer<rw_cell>, id: String) {
    let index = Schema.contact.index
    if let place = index["id"], cells[place].isMissing { cells[place] = cell(id) }
    if let email = index["email"], let emails = index["emails"] {
      if cells[email].isMissing, let first = cells[emails].nested?.first { cells[email] = first }
    }
    guard let name = index["name"], cells[name].isMissing else { return }
    let parts = ["first_name", "last_name"].compactMap { index[$0].flatMap { cells[$0].text } }
    if !parts.isEmpty { cells[name] = cell(parts.joined(separator: " ")) }
  }

  private func hasCustom(_ name: String) -> Bool {
    stride(from: 0, to: custom.count, by: 2).contains { custom[$0].text == name }
  }

  private mutating func cell(_ text: String) -> rw_cell {
    if let cell = arena.text(text) { return cell }
    hasFailed = true
    return rw_cell()
  }
}
