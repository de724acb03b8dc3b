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
/// Texts of a row point into the reader's buffer and are copied only where something is put together. Every cell that
/// is not blank ends in a field or in `custom`.
struct TableRowFiller {
  private let plan: TablePlan
  let zone: (Double) -> Double
  var dates = DateCache()
  var builder: ContactRowBuilder
  private var mainEmail = -1
  var birth: [(part: Int, cell: rw_cell, key: rw_cell)] = []
  private var parts: [(column: TablePlan.Column, cell: rw_cell)] = []

  /// Nil when memory is out.
  init?(_ plan: TablePlan, zone: @escaping (Double) -> Double) {
    guard let arena = RowArena() else { return nil }
    (self.plan, self.zone) = (plan, zone)
    builder = ContactRowBuilder(arena: arena)
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
    builder.arena.reset()
    builder.begin()
    mainEmail = -1
    if !birth.isEmpty { birth.removeAll(keepingCapacity: true) }
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
    var isBlank = true
    for column in plan.columns where column.index < count {
      let cell = cells[column.index].trimmed
      if cell.isMissing { continue }
      isBlank = false
      take(cell, column, whole: cells)
    }
    if count > plan.width {
      for index in plan.width..<count {
        let cell = cells[index].trimmed
        if cell.isMissing { continue }
        isBlank = false
        keep(plan.furtherKey(index), cell)
      }
    }
    if isBlank { return .blank }
    joinBirthday()
    choosePlace(cells, count)
    if let column = plan.idColumn, column < count { _ = builder.set(builder.fields.id, cells[column].trimmed) }
    if mainEmail > 0 { builder.moveToFront(builder.fields.emails, mainEmail) }
    guard let row = builder.finish() else { return .noMemory }
    if plan.isPALMS, Self.isNoMember(row[builder.fields.name]) { return .noMember }
    return .contact(row)
  }

  private mutating func take(_ cell: rw_cell, _ column: TablePlan.Column, whole: UnsafePointer<csv_cell>) {
    switch column.action {
    case .keep, .label: keep(column.key, cell)
    case .text:
      let first = column.split == .never ? cell : Self.firstPiece(cell)
      if !builder.set(column.field, first) { return keep(column.key, cell) }
      if first.count != cell.count { keep(column.key, cell) }
    case .fileAs:
      let isNamed = [builder.fields.name, builder.fields.firstName, builder.fields.lastName].contains {
        !builder[$0].isMissing
      }
      if isNamed || !builder.set(column.field, cell) { keep(column.key, cell) }
    case .list: takeList(cell, column, whole)
    case .time: takeTime(cell, column)
    case .day: takeDay(cell, column)
    case .birthYear: birth.append((0, cell, column.key))
    case .birthMonth: birth.append((1, cell, column.key))
    case .birthDay: birth.append((2, cell, column.key))
    case .place: parts.append((column, cell))
    case .number:
      guard builder[column.field].isMissing, let number = cell.text.flatMap(NumberText.number) else {
        return keep(column.key, cell)
      }
      builder[column.field] = .number(number)
    case .yesno: takeYesNo(cell, column)
    case .named:
      if !builder.set(column.field, named: cell) { keep(column.key, cell) }
    }
  }

  /// A plan gives each name once.
  mutating func keep(_ key: rw_cell, _ cell: rw_cell) { builder.keep(new: key, cell) }

  private mutating func takeYesNo(_ cell: rw_cell, _ column: TablePlan.Column) {
    let word = cell.count <= 10 ? cell.text?.lowercased() ?? "" : ""
    let yes = ["yes", "true", "1", "y", "ja", "oui", "si", "sí", "x", "wahr", "vrai", "verdadero"].contains(word)
    let isNo = ["no", "false", "0", "n", "nein", "non", "falsch", "faux", "falso"].contains(word)
    guard yes || isNo else { return keep(column.key, cell) }
    guard let before = builder[column.field].yesno else {
      builder[column.field] = .yesno(yes)
      return
    }
    // Of two columns that differ the wish to be left alone counts.
    if before != yes { keep(column.key, cell) }
    if yes { builder[column.field] = .yesno(true) }
  }

  // MARK: lists

  private mutating func takeList(_ cell: rw_cell, _ column: TablePlan.Column, _ whole: UnsafePointer<csv_cell>) {
    switch column.split {
    case .addresses:
      let before = builder.count(column.field)
      append(cell, column) { $0.holds(UInt8(ascii: "@")) }
      if mainEmail < 0, column.label >= 0, builder.count(column.field) > before,
        Self.isMain(whole[column.label].trimmed)
      {
        mainEmail = before
      }
    case .numbers: append(cell, column) { Self.digits($0) >= 3 }
    default:
      var system: [String] = []
      for piece in Self.pieces(cell, Self.separator(of: cell)) {
        if column.field == builder.fields.tags, piece.count >= 2, let text = piece.text, text.hasPrefix("* ") {
          system.append(text)
        } else {
          builder.append(column.field, piece)
        }
      }
      if !system.isEmpty, let rest = builder.made(system.joined(separator: " ::: ")) { keep(column.key, rest) }
    }
  }

  /// Adds a cell to its list, piece by piece where all pieces are good.
  private mutating func append(_ cell: rw_cell, _ column: TablePlan.Column, where isGood: (rw_cell) -> Bool) {
    guard isGood(cell) else { return keep(column.key, cell) }
    if let pieces = pieces(cell, column, where: isGood) {
      for piece in pieces { builder.append(column.field, piece) }
    } else {
      builder.append(column.field, cell)
    }
  }

  /// Whether a label is Google's "* Work".
  private static func isMain(_ label: rw_cell) -> Bool { label.textBytes?.starts(with: "* ".utf8) ?? false }

  /// The pieces of a cell that is a list: all of them are good.
  private func pieces(_ cell: rw_cell, _ column: TablePlan.Column, where isGood: (rw_cell) -> Bool) -> [rw_cell]? {
    guard let separator = Self.listSeparator(in: cell, column.split) else { return nil }
    let pieces = Self.pieces(cell, separator)
    return pieces.count > 1 && pieces.allSatisfy(isGood) ? pieces : nil
  }

  // MARK: addresses

  /// Sets city, region and country from one address, the best that has a city, and keeps the others.
  private mutating func choosePlace(_ cells: UnsafePointer<csv_cell>, _ count: Int) {
    guard !parts.isEmpty else { return }
    var best = (score: Int.max, address: 0)
    for (column, _) in parts {
      let address = plan.addresses[column.address]
      var score = address.kind.rawValue * 1000 + column.address
      if let label = address.label, label < count, Self.isBusiness(cells[label].trimmed) { score -= 10_000 }
      if column.part != PlacePart.city.rawValue { score += 100_000 }
      if score < best.score { best = (score, column.address) }
    }
    for (column, cell) in parts {
      guard column.address == best.address, builder[column.field].isMissing else {
        keep(column.key, cell)
        continue
      }
      builder[column.field] = Self.firstPiece(cell)
      if builder[column.field].count != cell.count { keep(column.key, cell) }
    }
  }

  private static func isBusiness(_ label: rw_cell) -> Bool {
    label.count < 64
      && label.holds(anyOf: ["work", "business", "arbeit", "geschäft", "travail", "bureau", "trabajo"])
  }

  /// The rows of a PALMS report that stand for no member.
  private static func isNoMember(_ name: rw_cell) -> Bool {
    guard let name = name.text?.lowercased() else { return true }
    return ["visitors", "visitor", "bni", "total", "totals"].contains(name)
  }
}
