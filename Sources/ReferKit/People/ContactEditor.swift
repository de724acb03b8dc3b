import CRows
import ReferModel
import ReferRules
import ReferStore

/// Writes what was typed into one contact of the book, and says what changed by it.
struct ContactEditor {
  let writer: BookWriter
  let clock: Clock

  private static let name = ContactPath(named: "name")
  private static let first = ContactPath(named: "first_name")
  private static let last = ContactPath(named: "last_name")

  /// Makes a new contact of a name and what else was typed. Returns its id and the fields beside the name.
  func insert(_ name: String, _ assignments: [FieldAssignment]) throws -> (id: Int64, fields: [ContactChange.Field]) {
    guard let path = Self.name else { throw Self.noMemory }
    let whole = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let arena = try newArena()
    defer { withExtendedLifetime(arena) {} }
    guard let row = arena.cells(Schema.contact.fields.count) else { throw Self.noMemory }
    row[path.field] = try cell(.text(whole), arena)
    let id = try writer.insertContact(row)
    return (id, try apply([FieldAssignment(path: path, value: .text(whole))] + assignments, to: id))
  }

  /// Sets the fields, and those that follow from them. Returns each that is no longer what it was.
  func apply(_ assignments: [FieldAssignment], to contact: Int64) throws -> [ContactChange.Field] {
    let all = try withNames(assignments, contact)
    let before = try values(of: all.map(\.path), contact)
    for assignment in all { try apply(assignment, contact) }
    let after = try values(of: all.map(\.path), contact)
    var seen: Set<ContactPath> = []
    return all.map(\.path).filter { seen.insert($0).inserted && before[$0] != after[$0] }.map {
      ContactChange.Field(name: $0.name, before: before[$0], after: after[$0])
    }
  }

  private func apply(_ assignment: FieldAssignment, _ contact: Int64) throws {
    let (path, field) = (assignment.path, assignment.path.schema.name)
    let arena = try newArena()
    defer { withExtendedLifetime(arena) {} }
    switch assignment.value {
    case .named(let name) where field == "met_event": try writer.setMetEvent(name, of: contact)
    case .named(let name):
      let person = try writer.reader.person(named: name)
      guard person.id != contact else {
        throw ReferError("nobody introduces themselves: \(field)= takes another person")
      }
      try writer.setIntroducer(person.id, of: contact)
    case .adding(let items):
      let known = try texts(path, contact)
      try set(path, .texts(known + items.filter { !known.contains($0) }), contact, arena)
    case .removing(let items):
      let keys = Set(items.map(SearchKey.of))
      try set(path, .texts(try texts(path, contact).filter { !keys.contains(SearchKey.of($0)) }), contact, arena)
    default: try set(path, assignment.value, contact, arena)
    }
  }

  private func set(_ path: ContactPath, _ value: FieldAssignment.Value, _ contact: Int64, _ arena: RowArena) throws {
    let cell = try cell(value, arena)
    switch (path.schema.name, path.entry) {
    case ("answers", let question?):
      try writer.addAnswer(to: question, cell, at: clock.now.seconds, contact: contact)
    case (let field, let entry?): try writer.setEntry(entry, of: field, cell, contact: contact)
    case (_, nil): try writer.updateContact(contact, [path.field: cell])
    }
  }

  // MARK: Names

  /// The whole name and its parts follow from each other, unless both were typed.
  private func withNames(_ assignments: [FieldAssignment], _ contact: Int64) throws -> [FieldAssignment] {
    guard let name = Self.name, let first = Self.first, let last = Self.last else { return assignments }
    func typed(_ path: ContactPath) -> FieldAssignment? { assignments.first { $0.path == path } }
    func text(_ path: ContactPath) -> String? {
      if case .text(let text)? = typed(path)?.value { text } else { nil }
    }
    if typed(name) != nil {
      let parts = Self.parts(of: text(name) ?? "", first: text(first), last: text(last))
      let derived = [(first, parts.first), (last, parts.last)].filter { typed($0.0) == nil }
      return assignments + derived.map { FieldAssignment(path: $0, value: $1.isEmpty ? .nothing : .text($1)) }
    }
    guard typed(first) != nil || typed(last) != nil else { return assignments }
    let known = try values(of: [name, first, last], contact)
    func joined(_ part: (ContactPath) -> String?) -> String {
      [first, last].compactMap(part).joined(separator: " ")
    }
    // A name of another form than these two parts is the user's own.
    guard known[name] == nil || known[name] == joined({ known[$0] }) else { return assignments }
    let whole = joined { typed($0) == nil ? known[$0] : text($0) }
    return assignments + [FieldAssignment(path: name, value: whole.isEmpty ? .nothing : .text(whole))]
  }

  /// The parts of a name: what the user says of one of them leaves the other; else the last word is the family's.
  private static func parts(of name: String, first: String?, last: String?) -> (first: String, last: String) {
    if let last, name.hasSuffix(" \(last)") { return (String(name.dropLast(last.count + 1)), last) }
    if let first, name.hasPrefix("\(first) ") { return (first, String(name.dropFirst(first.count + 1))) }
    let words = name.split(whereSeparator: \.isWhitespace)
    guard let family = words.last, words.count > 1 else { return (words.joined(), "") }
    return (words.dropLast().joined(separator: " "), String(family))
  }

  // MARK: Values

  private func values(of paths: [ContactPath], _ contact: Int64) throws -> [ContactPath: String] {
    let text = ValueText(zone: clock.zone)
    return try writer.reader.contact(contact) { row in
      var values: [ContactPath: String] = [:]
      for path in paths {
        let cell = path.cell(in: row)
        values[path] = path.entry == nil ? text.text(cell, path.schema.kind) : text.scalar(cell)
      }
      return values
    } ?? [:]
  }

  private func texts(_ path: ContactPath, _ contact: Int64) throws -> [String] {
    try writer.reader.contact(contact) { row in path.cell(in: row).nested.map { $0.compactMap(\.text) } ?? [] } ?? []
  }

  private func cell(_ value: FieldAssignment.Value, _ arena: RowArena) throws -> rw_cell {
    switch value {
    case .text(let text), .named(let text):
      guard let cell = arena.text(text) else { throw Self.noMemory }
      return cell
    case .number(let number), .time(let number): return .number(number)
    case .yesno(let yes): return .yesno(yes)
    case .texts(let items), .adding(let items), .removing(let items):
      guard let cells = arena.cells(items.count) else { throw Self.noMemory }
      for (place, item) in items.enumerated() { cells[place] = try cell(.text(item), arena) }
      return .nested(Int(RW_TEXTS), cells, count: items.count)
    case .nothing: return rw_cell()
    }
  }

  private func newArena() throws -> RowArena {
    guard let arena = RowArena() else { throw Self.noMemory }
    return arena
  }

  private static var noMemory: ReferError { ReferError("there is not enough memory") }
}
