internal import CCSV
internal import CRows
internal import ReferModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes contacts of a table's rows, as a ``TablePlan`` says.
///
/// It fills what ``ContactRowBuilder`` would, but on bytes: texts of the row point into the reader's buffer and are
/// copied only where something is put together. Every cell that is not blank ends in a field or in `custom`.
struct TableRowFiller {
  private let plan: TablePlan
  let arena: RowArena
  let zone: (Double) -> Double
  var dates = DateCache()

  private let width = Schema.contact.fields.count
  let places: Places
  var row: UnsafeMutablePointer<rw_cell>
  private var custom: [rw_cell] = []
  private var emails: [rw_cell] = []
  private var mainEmail = -1
  private var lists: [Int: [rw_cell]] = [:]
  private var phones: [rw_cell] = []
  var birth: [(part: Int, cell: rw_cell, key: rw_cell)] = []
  private var parts: [(column: TablePlan.Column, cell: rw_cell)] = []
  var hasFailed = false

  /// The fields that take part in a rule of their own.
  struct Places {
    let id, name, first, last, email, emails, phones, tags, birthday, custom: Int

    init?() {
      let index = Schema.contact.index
      guard let id = index["id"], let name = index["name"], let first = index["first_name"],
        let last = index["last_name"], let email = index["email"], let emails = index["emails"],
        let phones = index["phones"], let tags = index["tags"], let birthday = index["birthday"],
        let custom = index["custom"]
      else { return nil }
      (self.id, self.name, self.first, self.last, self.email, self.emails) = (id, name, first, last, email, emails)
      (self.phones, self.tags, self.birthday, self.custom) = (phones, tags, birthday, custom)
    }
  }

  /// Nil when memory is out.
  init?(_ plan: TablePlan, zone: @escaping (Double) -> Double) {
    guard let arena = RowArena(), let row = arena.cells(1), let places = Places() else { return nil }
    (self.plan, self.arena, self.row, self.places, self.zone) = (plan, arena, row, places, zone)
  }

  /// What a row is.
  enum Outcome {
    /// Good until the next row. Without an id where the table gives none.
    case contact(Cells)
    case blank
    /// A sum or a heading of a PALMS report.
    case noMember
    case noMemory
  }

  mutating func fill(_ cells: UnsafePointer<csv_cell>, count: Int) -> Outcome {
    arena.reset()
    guard let row = arena.cells(width) else { return .noMemory }
    self.row = row
    begin()
    var isBlank = true
    for column in plan.columns where column.index < count {
      let cell = Self.trimmed(cells[column.index])
      if cell.count == 0 { continue }
      isBlank = false
      take(cell, column, whole: cells)
    }
    if count > plan.width {
      for index in plan.width..<count {
        let cell = Self.trimmed(cells[index])
        if cell.count == 0 { continue }
        isBlank = false
        keep(plan.furtherKey(index), cell)
      }
    }
    if isBlank { return .blank }
    finish(cells, count)
    if hasFailed { return .noMemory }
    if plan.isPALMS, isNoMember { return .noMember }
    return .contact(UnsafePointer(row))
  }

  private mutating func begin() {
    hasFailed = false
    custom.removeAll(keepingCapacity: true)
    emails.removeAll(keepingCapacity: true)
    phones.removeAll(keepingCapacity: true)
    mainEmail = -1
    if !lists.isEmpty { lists.removeAll(keepingCapacity: true) }
    if !birth.isEmpty { birth.removeAll(keepingCapacity: true) }
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
  }

  private mutating func take(_ cell: rw_cell, _ column: TablePlan.Column, whole: UnsafePointer<csv_cell>) {
    switch column.action {
    case .keep, .label: keep(column.key, cell)
    case .text:
      let first = column.split == .never ? cell : Self.firstPiece(cell)
      if row[column.field].isMissing { row[column.field] = first } else { return keep(column.key, cell) }
      if first.count != cell.count { keep(column.key, cell) }
    case .list: takeList(cell, column, whole)
    case .time: takeTime(cell, column)
    case .birthday: takeBirthday(cell, column)
    case .birthYear: birth.append((0, cell, column.key))
    case .birthMonth: birth.append((1, cell, column.key))
    case .birthDay: birth.append((2, cell, column.key))
    case .place: parts.append((column, cell))
    case .number:
      guard row[column.field].isMissing, let number = cell.text.flatMap(NumberText.number) else {
        return keep(column.key, cell)
      }
      row[column.field] = .number(number)
    case .yesno: takeYesNo(cell, column)
    case .named: takeNamed(cell, column)
    }
  }

  mutating func keep(_ key: rw_cell, _ cell: rw_cell) {
    custom.append(key)
    custom.append(cell)
  }

  private mutating func takeYesNo(_ cell: rw_cell, _ column: TablePlan.Column) {
    let word = cell.count <= 10 ? cell.text?.lowercased() ?? "" : ""
    let yes = ["yes", "true", "1", "y", "ja", "oui", "si", "sí", "x", "wahr", "vrai", "verdadero"].contains(word)
    let isNo = ["no", "false", "0", "n", "nein", "non", "falsch", "faux", "falso"].contains(word)
    guard yes || isNo else { return keep(column.key, cell) }
    guard let before = row[column.field].yesno else {
      row[column.field] = .yesno(yes)
      return
    }
    // Of two columns that differ the wish to be left alone counts.
    if before != yes { keep(column.key, cell) }
    if yes { row[column.field] = .yesno(true) }
  }

  private mutating func takeNamed(_ cell: rw_cell, _ column: TablePlan.Column) {
    guard row[column.field].isMissing, case .record(let kind) = Schema.contact.fields[column.field].kind,
      let name = Schema.of(kind).index["name"]
    else { return keep(column.key, cell) }
    guard let record = arena.cells(Schema.of(kind).fields.count) else {
      hasFailed = true
      return
    }
    record[name] = cell
    row[column.field] = .nested(RW_RECORD, record, count: 1)
  }

  // MARK: lists

  private mutating func takeList(_ cell: rw_cell, _ column: TablePlan.Column, _ whole: UnsafePointer<csv_cell>) {
    switch column.split {
    case .addresses:
      let before = emails.count
      guard Self.holds(cell, UInt8(ascii: "@")) else { return keep(column.key, cell) }
      if let pieces = pieces(cell, column, where: { Self.holds($0, UInt8(ascii: "@")) }) {
        for piece in pieces { Self.add(piece, to: &emails) }
      } else {
        Self.add(cell, to: &emails)
      }
      if mainEmail < 0, let label = plan.mailLabels[column.index], whole[label].length >= 2, emails.count > before,
        whole[label].text[0] == CChar(UInt8(ascii: "*")), whole[label].text[1] == CChar(UInt8(ascii: " "))
      {
        mainEmail = before
      }
    case .numbers:
      guard Self.digits(cell) >= 3 else { return keep(column.key, cell) }
      if let pieces = pieces(cell, column, where: { Self.digits($0) >= 3 }) {
        for piece in pieces { Self.add(piece, to: &phones) }
      } else {
        Self.add(cell, to: &phones)
      }
    default:
      var system: [String] = []
      let field = column.field
      for piece in Self.pieces(cell, Self.separator(of: cell)) {
        if field == places.tags, piece.count >= 2, let text = piece.text, text.hasPrefix("* ") {
          system.append(text)
        } else {
          Self.add(piece, to: &lists[field, default: []])
        }
      }
      guard !system.isEmpty else { return }
      guard let rest = arena.text(system.joined(separator: " ::: ")) else {
        hasFailed = true
        return
      }
      keep(column.key, rest)
    }
  }

  /// The pieces of a cell that is a list: all of them are good.
  private func pieces(_ cell: rw_cell, _ column: TablePlan.Column, where isGood: (rw_cell) -> Bool) -> [rw_cell]? {
    guard let separator = Self.listSeparator(in: cell, column.split) else { return nil }
    let pieces = Self.pieces(cell, separator)
    return pieces.count > 1 && pieces.allSatisfy(isGood) ? pieces : nil
  }

  private static func add(_ cell: rw_cell, to list: inout [rw_cell]) {
    for other in list where other.count == cell.count && memcmp(other.as.text, cell.as.text, Int(cell.count)) == 0 {
      return
    }
    list.append(cell)
  }

  // MARK: addresses

  /// Sets city, region and country from one address, the best that has a city, and keeps the others.
  private mutating func choosePlace(_ cells: UnsafePointer<csv_cell>, _ count: Int) {
    guard !parts.isEmpty else { return }
    var best = (score: Int.max, address: 0)
    for (column, _) in parts {
      let address = plan.addresses[column.address]
      var score = address.kind.rawValue * 1000 + column.address
      if let label = address.label, label < count, Self.isBusiness(Self.trimmed(cells[label])) { score -= 10_000 }
      if column.part != PlacePart.city.rawValue { score += 100_000 }
      if score < best.score { best = (score, column.address) }
    }
    for (column, cell) in parts {
      guard column.address == best.address, row[column.field].isMissing else {
        keep(column.key, cell)
        continue
      }
      row[column.field] = Self.firstPiece(cell)
      if row[column.field].count != cell.count { keep(column.key, cell) }
    }
  }

  private static func isBusiness(_ label: rw_cell) -> Bool {
    guard label.count < 64, let text = label.text?.lowercased() else { return false }
    return ["work", "business", "arbeit", "geschäft", "travail", "bureau", "trabajo"].contains { text.contains($0) }
  }

  // MARK: the end of a row

  private mutating func finish(_ cells: UnsafePointer<csv_cell>, _ count: Int) {
    joinBirthday()
    choosePlace(cells, count)
    if let column = plan.idColumn, column < count {
      let cell = Self.trimmed(cells[column])
      if row[places.id].isMissing, cell.count > 0 { row[places.id] = cell }
    }
    if mainEmail > 0 { emails.insert(emails.remove(at: mainEmail), at: 0) }
    if let first = emails.first { row[places.email] = first }
    store(emails, RW_TEXTS, count: emails.count, in: places.emails)
    store(phones, RW_TEXTS, count: phones.count, in: places.phones)
    for (field, list) in lists { store(list, RW_TEXTS, count: list.count, in: field) }
    store(custom, RW_MAP, count: custom.count / 2, in: places.custom)
    if row[places.name].isMissing { joinName() }
  }

  private mutating func store(_ list: [rw_cell], _ kind: Int, count: Int, in field: Int) {
    guard count > 0 else { return }
    guard let place = arena.cells(list.count) else {
      hasFailed = true
      return
    }
    list.withUnsafeBufferPointer { items in
      if let start = items.baseAddress { place.update(from: start, count: items.count) }
    }
    row[field] = .nested(kind, UnsafePointer(place), count: count)
  }

  private mutating func joinName() {
    let (first, last) = (row[places.first], row[places.last])
    if first.isMissing || last.isMissing {
      row[places.name] = first.isMissing ? last : first
      return
    }
    let size = Int(first.count) + 1 + Int(last.count)
    guard let start = first.as.text, let end = last.as.text, let place = rw_arena_take(arena.pointer, size) else {
      hasFailed = true
      return
    }
    memcpy(place, start, Int(first.count))
    place.storeBytes(of: 0x20, toByteOffset: Int(first.count), as: UInt8.self)
    memcpy(place + Int(first.count) + 1, end, Int(last.count))
    row[places.name] = .text(UnsafePointer(place.assumingMemoryBound(to: CChar.self)), count: size)
  }

  /// The rows of a PALMS report that stand for no member.
  private var isNoMember: Bool {
    guard let name = row[places.name].text?.lowercased() else { return true }
    return ["visitors", "visitor", "bni", "total", "totals"].contains(name)
  }
}
