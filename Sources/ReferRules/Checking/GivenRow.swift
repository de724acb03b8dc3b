import CRows
import LuaHost
import ReferModel

/// Makes a row of what an example's `given` says, as a file's reader would.
struct GivenRow {
  let arena: RowArena
  let clock: Clock
  let objects: HostObjects

  /// What does not fit: the path of the field, and what is wrong with it.
  struct Problem: Error {
    let path: String
    let message: String
    var remedy: String?
  }

  func contact(_ given: LuaTable, answers: LuaTable) throws(Problem) -> Cells {
    let cells = try record(given, .contact, path: "given")
    complete(cells)
    try fill(answers: answers, cells)
    return UnsafePointer(cells)
  }

  private func record(_ table: LuaTable, _ kind: RecordKind, path: String) throws(Problem)
    -> UnsafeMutablePointer<rw_cell>
  {
    let schema = Schema.of(kind)
    guard let cells = arena.cells(schema.fields.count) else { throw Problem(path: path, message: "memory is out") }
    if !table.items.isEmpty {
      throw Problem(path: path, message: "a value in '\(path)' has no name", remedy: "write name = value")
    }
    for pair in table.pairs {
      guard case .text(let name) = pair.key else { throw Problem(path: path, message: "a key in '\(path)' is no name") }
      guard let place = schema.index[name], !schema.fields[place].isHidden else {
        let near = Nearest.suggestion(for: name, among: schema.visibleNames)
        let article = "aeiou".contains(schema.name.first ?? "x") ? "an" : "a"
        throw Problem(
          path: "\(path).\(name)",
          message: "\(article) \(schema.name) has no field '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
      }
      // What is given as unknown stays missing.
      if case .unknown? = objects.object(pair.value) { continue }
      cells[place] = try cell(pair.value, schema.fields[place], path: "\(path).\(name)")
    }
    return cells
  }

  private func cell(_ value: LuaValue, _ field: Schema.Field, path: String) throws(Problem) -> rw_cell {
    // No file can hold such a number, and no rule expects it.
    if let number = value.double, !number.isFinite {
      throw Problem(path: path, message: "'\(field.name)' is a number that can't be had: \(NumberText.string(number))")
    }
    if Schema.days.contains(field.name), case .text(let text) = value, PartialDate(text) == nil {
      throw Problem(
        path: path, message: "'\(field.name)' is no day of a calendar", remedy: "write \"1980-04-16\" or \"--04-16\"")
    }
    switch (field.kind, value) {
    case (.text, .text(let text)): return text.isEmpty ? rw_cell() : try self.text(text, path)
    case (.text, _) where value.double != nil:
      return try text(NumberText.string(value.double ?? 0), path)
    case (.number, _) where value.double != nil: return .number(value.double ?? 0)
    case (.yesno, .yesno(let yes)): return .yesno(yes)
    case (.time, .text(let text)):
      do {
        return .number(try DateText.parse(text, now: clock.now, zone: clock.zone).seconds)
      } catch { throw Problem(path: path, message: "'\(field.name)' is no date that can be read", remedy: "\(error)") }
    case (.time, _) where value.double != nil:
      let seconds = value.double ?? 0
      guard Instant(exactly: seconds) != nil else {
        throw Problem(
          path: path, message: "'\(field.name)' is a time that no calendar has: \(NumberText.string(seconds))")
      }
      // 2026-05-23 without quotes is a subtraction.
      if abs(seconds) < 10_000, seconds == seconds.rounded() {
        throw Problem(
          path: path, message: "'\(field.name)' is a time, here it is the number \(NumberText.string(seconds))",
          remedy: "put the date in quotes: \"2026-05-23\"")
      }
      return .number(seconds)
    case (.texts, .text(let single)): return try texts([.text(single)], path)
    case (.texts, .table(let table)) where table.pairs.isEmpty: return try texts(table.items, path)
    case (.record(let kind), .text(let name)): return try named(name, kind, path)
    case (.record(let kind), .table(let table)):
      return .nested(RW_RECORD, try record(table, kind, path: path), count: 1)
    case (.records(let kind), .table(let table)) where table.pairs.isEmpty: return try records(table.items, kind, path)
    case (.map, .table(let table)): return try map(table, path)
    default:
      throw Problem(
        path: path, message: "'\(field.name)' is \(FieldTest.name(field.kind)), here it is \(objects.kindName(value))")
    }
  }

  private func text(_ text: String, _ path: String) throws(Problem) -> rw_cell {
    guard let cell = arena.text(text) else { throw Problem(path: path, message: "memory is out") }
    return cell
  }

  private func named(_ name: String, _ kind: RecordKind, _ path: String) throws(Problem) -> rw_cell {
    try .nested(
      RW_RECORD, record(LuaTable(pairs: [.init(key: .text("name"), value: .text(name))]), kind, path: path), count: 1)
  }

  private func texts(_ items: [LuaValue], _ path: String) throws(Problem) -> rw_cell {
    guard let cells = arena.cells(items.count) else { throw Problem(path: path, message: "memory is out") }
    for (place, item) in items.enumerated() {
      guard case .text(let text) = item else { throw Problem(path: path, message: "'\(path)' is a list of texts") }
      cells[place] = try self.text(text, path)
    }
    return .nested(RW_TEXTS, UnsafePointer(cells), count: items.count)
  }

  private func records(_ items: [LuaValue], _ kind: RecordKind, _ path: String) throws(Problem) -> rw_cell {
    let schema = Schema.of(kind)
    var made: [UnsafeMutablePointer<rw_cell>] = []
    for (place, item) in items.enumerated() {
      switch item {
      case .table(let table): made.append(try record(table, kind, path: "\(path)[\(place + 1)]"))
      default:
        throw Problem(
          path: path, message: "'\(path)' is a list of \(schema.name)s, each a table",
          remedy: "write { { at = ago(days(3)) } }")
      }
    }
    if let at = schema.index["at"] {
      func time(_ cells: UnsafeMutablePointer<rw_cell>) -> Double { cells[at].number ?? -.infinity }
      made = made.enumerated().sorted { (time($0.element), $0.offset) < (time($1.element), $1.offset) }.map(\.element)
    }
    let width = schema.fields.count
    guard let cells = arena.cells(width * made.count) else { throw Problem(path: path, message: "memory is out") }
    for (place, record) in made.enumerated() { (cells + place * width).update(from: record, count: width) }
    return .nested(RW_RECORDS, UnsafePointer(cells), count: made.count)
  }

  private func map(_ table: LuaTable, _ path: String) throws(Problem) -> rw_cell {
    guard let cells = arena.cells(table.pairs.count * 2) else { throw Problem(path: path, message: "memory is out") }
    for (place, pair) in table.pairs.enumerated() {
      guard case .text(let key) = pair.key else { throw Problem(path: path, message: "a key in '\(path)' is no name") }
      cells[place * 2] = try text(key, path)
      switch pair.value {
      case .text(let value): cells[place * 2 + 1] = try text(value, path)
      case .yesno(let yes): cells[place * 2 + 1] = try text(yes ? "true" : "false", path)
      default:
        guard let number = pair.value.double else { throw Problem(path: path, message: "'\(path)' holds texts") }
        cells[place * 2 + 1] = try text(NumberText.string(number), path)
      }
    }
    return .nested(RW_MAP, UnsafePointer(cells), count: table.pairs.count)
  }

  /// What follows from other fields, as the reader of files fills it in.
  private func complete(_ cells: UnsafeMutablePointer<rw_cell>) {
    let index = Schema.contact.index
    func fill(_ field: String, _ make: () -> rw_cell?) {
      guard let place = index[field], cells[place].isMissing, let cell = make() else { return }
      cells[place] = cell
    }
    func cell(_ field: String) -> rw_cell { index[field].map { cells[$0] } ?? rw_cell() }
    fill("id") { arena.text("example") }
    fill("name") {
      let parts = [cell("first_name").text, cell("last_name").text].compactMap { $0 }
      return parts.isEmpty ? nil : arena.text(parts.joined(separator: " "))
    }
    fill("email") { cell("emails").nested?.first }
    fill("last_interaction_at") {
      guard let talks = cell("interactions").nested, let first = talks.baseAddress,
        let at = Schema.interaction.index["at"], let kind = Schema.interaction.index["kind"]
      else { return nil }
      let width = Schema.interaction.fields.count
      let real = (0..<talks.count).filter { InteractionKind.isContact(first[$0 * width + kind]) }
      return real.compactMap { first[$0 * width + at].number }.max().map(rw_cell.number)
    }
  }

  private func fill(answers: LuaTable, _ cells: UnsafeMutablePointer<rw_cell>) throws(Problem) {
    guard let place = Schema.contact.index["answers"], !answers.pairs.isEmpty else { return }
    var entries: [rw_cell] = []
    for pair in answers.pairs {
      guard case .text(let question) = pair.key, let literal = objects.literal(pair.value) else { continue }
      switch literal {
      case .unknown: continue
      case .yesno(let yes): entries += [try text(question, "answers"), .yesno(yes)]
      case .number(let number): entries += [try text(question, "answers"), .number(number)]
      case .text(let label): entries += [try text(question, "answers"), try text(label, "answers")]
      }
    }
    guard let map = arena.cells(entries.count) else { throw Problem(path: "answers", message: "memory is out") }
    for (number, entry) in entries.enumerated() { map[number] = entry }
    cells[place] = .nested(RW_MAP, UnsafePointer(map), count: entries.count / 2)
  }
}
