import CRows
package import ReferModel

/// Fills one contact's row, field by field, from a format that knows its own names for them.
///
/// Nothing is lost: what no field takes goes to `custom` under the name that it had. The row lives in the
/// arena that the caller resets; texts that are given as cells must live as long.
package struct ContactRowBuilder {
  let arena: RowArena
  let fields = ContactFields.shared
  private let width = Schema.contact.fields.count
  private var row: UnsafeMutablePointer<rw_cell>?
  /// The lists of the row, by the place of their field, and which of them are not empty.
  private var lists = [TextSet](repeating: TextSet(), count: Schema.contact.fields.count)
  private var used: [Int] = []
  private var names = TextSet()
  private var values: [rw_cell] = []
  /// For a name that stood already, the next number that it may get.
  private var numbers: [Int: Int] = [:]
  /// Memory ran out on the way: the row is not to be used.
  private var hasFailed = false

  package init(arena: RowArena) { self.arena = arena }

  /// Begins a new row.
  package mutating func begin() {
    row = arena.cells(width)
    hasFailed = row == nil
    for place in used { lists[place].removeAll() }
    used.removeAll(keepingCapacity: true)
    names.removeAll()
    values.removeAll(keepingCapacity: true)
    if !numbers.isEmpty { numbers.removeAll() }
  }

  /// A field as it is so far. Setting replaces what was there.
  subscript(field: Int) -> rw_cell {
    get { row?[field] ?? rw_cell() }
    nonmutating set { row?[field] = newValue }
  }

  /// Sets a text; an empty one is missing. False when the field has a value already: keep the new one elsewhere.
  mutating func set(_ field: Int, _ text: rw_cell) -> Bool {
    if text.count == 0 { return true }
    guard let row, row[field].isMissing else { return false }
    row[field] = text
    return true
  }

  /// Sets a person or an event by its name alone; false when there is one already.
  mutating func set(_ field: Int, named name: rw_cell) -> Bool {
    if name.count == 0 { return true }
    guard let row, row[field].isMissing, case .record(let kind) = Schema.contact.fields[field].kind,
      let place = Schema.of(kind).index["name"]
    else { return false }
    guard let record = arena.cells(Schema.of(kind).fields.count) else {
      hasFailed = true
      return true
    }
    record[place] = name
    row[field] = .nested(RW_RECORD, record, count: 1)
    return true
  }

  /// Adds to a list of texts; an empty one, and one that is there already, is passed over.
  mutating func append(_ field: Int, _ text: rw_cell) {
    guard text.count > 0 else { return }
    if lists[field].cells.isEmpty { used.append(field) }
    _ = lists[field].insert(text)
  }

  /// How long a list is so far.
  func count(_ field: Int) -> Int { lists[field].cells.count }

  mutating func moveToFront(_ field: Int, _ place: Int) { lists[field].moveToFront(place) }

  /// Keeps a value that no field takes. A name that stands already gets a number: "Website", "Website 2".
  mutating func keep(_ name: rw_cell, _ value: rw_cell) {
    guard value.count > 0 else { return }
    guard let place = names.place(of: name) else { return keep(new: name, value) }
    let text = name.text ?? ""
    var number = numbers[place] ?? 2
    while true {
      guard let numbered = made("\(text) \(number)") else { return }
      number += 1
      if names.place(of: numbered) == nil {
        keep(new: numbered, value)
        break
      }
    }
    numbers[place] = number
  }

  /// Keeps a value under a name that the row is known not to have.
  mutating func keep(new name: rw_cell, _ value: rw_cell) {
    names.append(new: name)
    values.append(value)
  }

  mutating func keep(_ name: String, _ value: String) {
    guard let name = made(name), let value = made(value) else { return }
    keep(name, value)
  }

  /// A text in the arena; nil when memory is out, and then the row is none.
  mutating func made(_ text: String) -> rw_cell? { noted(arena.text(text)) }

  /// Notes when a cell could not be made.
  mutating func noted(_ cell: rw_cell?) -> rw_cell? {
    if cell == nil { hasFailed = true }
    return cell
  }

  /// The finished row, with what follows from other fields; nil when memory is out. `id` is for a row without one;
  /// an empty id is none.
  package mutating func finish(id: @autoclosure () -> String = "") -> Cells? {
    guard let row else { return nil }
    for field in used { store(lists[field].cells, RW_TEXTS, in: field) }
    if !values.isEmpty { storeCustom() }
    if row[fields.id].isMissing {
      let id = id()
      if !id.isEmpty, let cell = made(id) { row[fields.id] = cell }
    }
    if row[fields.email].isMissing, let first = row[fields.emails].nested?.first { row[fields.email] = first }
    if row[fields.name].isMissing { joinName(row) }
    return hasFailed ? nil : UnsafePointer(row)
  }

  private mutating func store(_ list: [rw_cell], _ kind: Int, in field: Int) {
    guard let place = arena.cells(list.count) else {
      hasFailed = true
      return
    }
    place.update(from: list, count: list.count)
    row?[field] = .nested(kind, UnsafePointer(place), count: list.count)
  }

  private mutating func storeCustom() {
    guard let place = arena.cells(values.count * 2) else {
      hasFailed = true
      return
    }
    for number in values.indices {
      place[number * 2] = names.cells[number]
      place[number * 2 + 1] = values[number]
    }
    row?[fields.custom] = .nested(RW_MAP, UnsafePointer(place), count: values.count)
  }

  private mutating func joinName(_ row: UnsafeMutablePointer<rw_cell>) {
    let (first, last) = (row[fields.firstName], row[fields.lastName])
    guard let start = first.textBytes, let end = last.textBytes else {
      row[fields.name] = first.isMissing ? last : first
      return
    }
    guard let place = arena.room(start.count + 1 + end.count) else {
      hasFailed = true
      return
    }
    UnsafeMutableRawBufferPointer(start: place, count: start.count).copyBytes(from: start)
    place[start.count] = 0x20
    UnsafeMutableRawBufferPointer(start: place + start.count + 1, count: end.count).copyBytes(from: end)
    row[fields.name] = .text(UnsafeRawPointer(place), count: start.count + 1 + end.count)
  }
}

/// The places in a contact's row of the fields that readers set by themselves.
struct ContactFields: Sendable {
  static let shared = ContactFields()

  let id = place("id"), name = place("name"), firstName = place("first_name"), lastName = place("last_name")
  let nickname = place("nickname"), email = place("email"), emails = place("emails"), phones = place("phones")
  let organization = place("organization"), title = place("title"), profession = place("profession")
  let city = place("city"), region = place("region"), country = place("country"), url = place("url")
  let tags = place("tags"), notes = place("notes"), birthday = place("birthday"), anniversary = place("anniversary")
  let introducedBy = place("introduced_by"), custom = place("custom")

  private init() {}

  // Every name above is one of the schema's.
  private static func place(_ name: String) -> Int { Schema.contact.index[name] ?? 0 }
}
