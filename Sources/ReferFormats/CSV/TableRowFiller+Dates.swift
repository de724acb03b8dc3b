internal import CRows
internal import ReferModel

/// Dates of a row.
extension TableRowFiller {
  mutating func takeTime(_ cell: rw_cell, _ column: TablePlan.Column) {
    guard let bytes = cell.textBytes, builder[column.field].isMissing else {
      if cell.textBytes.map(TableDate.isNone) != true { keep(column.key, cell) }
      return
    }
    // Tables hold few days many times.
    let slot = DateCache.slot(bytes, column.order)
    if let slot, let known = dates.value(slot) {
      builder[column.field] = .number(known)
      return
    }
    guard let seconds = TableDate.read(bytes, order: column.order).moment(zone) else {
      if !TableDate.isNone(bytes) { keep(column.key, cell) }
      return
    }
    builder[column.field] = .number(seconds)
    if let slot { dates.keep(slot, seconds) }
  }

  mutating func takeDay(_ cell: rw_cell, _ column: TablePlan.Column) {
    if let bytes = cell.textBytes, TableDate.isNone(bytes) { return }
    guard let bytes = cell.textBytes, builder[column.field].isMissing,
      case .date(let date) = TableDate.read(bytes, order: column.order)
    else { return keep(column.key, cell) }
    // Nearly all are as a contact has them.
    let isSame = date.year != nil && bytes.count == 10 && bytes[4] == 0x2D && bytes[7] == 0x2D
    guard let text = isSame ? cell : builder.made(date.text) else { return }
    builder[column.field] = text
    // A time of day beside a day is 00:00 as a rule; what else it may be is not lost.
    if let seconds = date.seconds, seconds != 0 { keep(column.key, cell) }
  }

  /// Joins year, month and day of separate columns; what makes no day is kept as it is.
  mutating func joinBirthday() {
    guard !birth.isEmpty else { return }
    let numbers = (0...2).map { part in birth.first { $0.part == part }.flatMap { Int($0.cell.text ?? "") } }
    let hasYear = birth.contains { $0.part == 0 }
    if builder[builder.fields.birthday].isMissing, birth.count == (hasYear ? 3 : 2), let month = numbers[1],
      let day = numbers[2],
      !hasYear || (numbers[0] ?? 0) > 0, let date = TableDate(year: numbers[0], month: month, day: day)
    {
      guard let text = builder.made(date.text) else { return }
      builder[builder.fields.birthday] = text
    } else {
      for part in birth { keep(part.key, part.cell) }
    }
  }
}

extension TableDate.Reading {
  /// Seconds since 1970; nil for what is no whole date. A day is its first instant in the user's zone.
  func moment(_ zone: (Double) -> Double) -> Double? {
    guard case .date(let date) = self, let year = date.year,
      let civil = CivilDate(year: year, month: date.month, day: date.day)
    else { return nil }
    let local = Double(civil.daysSinceEpoch) * 86_400 + (date.seconds ?? 0)
    return date.offset.map { local - Double($0) } ?? zone(local)
  }
}
