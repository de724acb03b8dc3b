internal import CRows
internal import ReferModel

/// Dates of a row.
extension TableRowFiller {
  mutating func takeTime(_ cell: rw_cell, _ column: TablePlan.Column) {
    guard row[column.field].isMissing, let bytes = cell.textBytes else { return keep(column.key, cell) }
    // Tables hold few days many times.
    let slot = DateCache.slot(bytes, column.order)
    if let slot, let known = dates.value(slot) {
      row[column.field] = .number(known)
      return
    }
    guard let seconds = moment(bytes, column.order) else { return keep(column.key, cell) }
    row[column.field] = .number(seconds)
    if let slot { dates.keep(slot, seconds) }
  }

  /// A day is its first instant in the user's zone.
  private func moment(_ text: UnsafeRawBufferPointer, _ order: DateOrder?) -> Double? {
    guard case .date(let date) = TableDate.read(text, order: order), let year = date.year,
      let civil = CivilDate(year: year, month: date.month, day: date.day)
    else { return nil }
    let local = Double(civil.daysSinceEpoch) * 86_400 + (date.seconds ?? 0)
    return date.offset.map { local - Double($0) } ?? zone(local)
  }

  mutating func takeBirthday(_ cell: rw_cell, _ column: TablePlan.Column) {
    guard let bytes = cell.textBytes, row[column.field].isMissing,
      case .date(let date) = TableDate.read(bytes, order: column.order)
    else { return keep(column.key, cell) }
    guard let text = arena.text(date.text) else {
      hasFailed = true
      return
    }
    row[column.field] = text
    // A time of day beside a birthday is 00:00 as a rule; what else it may be is not lost.
    if let seconds = date.seconds, seconds != 0 { keep(column.key, cell) }
  }

  /// Joins year, month and day of separate columns; what makes no day is kept as it is.
  mutating func joinBirthday() {
    guard !birth.isEmpty else { return }
    let numbers = (0...2).map { part in birth.first { $0.part == part }.flatMap { Int($0.cell.text ?? "") } }
    let hasYear = birth.contains { $0.part == 0 }
    if row[places.birthday].isMissing, birth.count == (hasYear ? 3 : 2), let month = numbers[1], let day = numbers[2],
      !hasYear || (numbers[0] ?? 0) > 0, let date = TableDate(year: numbers[0], month: month, day: day)
    {
      guard let text = arena.text(date.text) else {
        hasFailed = true
        return
      }
      row[places.birthday] = text
    } else {
      for part in birth { keep(part.key, part.cell) }
    }
  }
}
