import LuaHost
import ReferModel

/// Reads the fields of one declaration as its word declares them, and reports what does not fit.
struct FieldReader {
  let entry: DeclarationBook.Entry
  let book: DeclarationBook
  let objects: HostObjects

  /// "question 'in_touch'".
  var owner: String { "\(entry.word.name) '\(entry.name)'" }

  /// Checks the names of all keys, and that nothing stands without a name.
  func checkKeys() {
    let names = entry.word.fields.map(\.name)
    for pair in entry.table.pairs {
      guard case .text(let key) = pair.key else {
        book.report(entry, nil, "a key of \(owner) is \(objects.kindName(pair.key))", remedy: "write name = value")
        continue
      }
      guard !names.contains(key) else { continue }
      let near = Nearest.suggestion(for: key, among: names)
      book.report(
        entry, key, "\(owner) has no field '\(key)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near == nil ? "its fields are: \(names.joined(separator: ", "))" : nil)
    }
    if !entry.table.items.isEmpty {
      let place = book.place(of: entry).flatMap { book.index.positionalValues(in: $0).first?.place }
      book.report(
        line: entry.line, place: place, "a value in \(owner) has no name",
        remedy: "write name = value; a number takes a point, not a comma: 1.5")
    }
    for field in entry.word.fields where field.isRequired && entry.table[field.name] == nil {
      book.report(
        entry, nil, "\(owner) needs '\(field.name)': \(field.sentence)", remedy: "write \(field.name) = …")
    }
  }

  func value(_ name: String) -> LuaValue? { entry.table[name] }

  func mismatch(_ name: String, _ value: LuaValue) {
    let expectation = entry.word.field(name)?.kind.expectation ?? "another value"
    book.report(
      entry, name, atValue: true, "'\(name)' of \(owner) must be \(expectation), here it is \(objects.kindName(value))")
  }

  func text(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    if case .text(let text) = value { return text }
    mismatch(name, value)
    return nil
  }

  func number(_ name: String) -> Double? {
    guard let value = value(name) else { return nil }
    if let number = value.double, number.isFinite { return number }
    mismatch(name, value)
    return nil
  }

  func whole(_ name: String, from low: Int) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.double, number == number.rounded(), abs(number) < 1e9 else {
      mismatch(name, value)
      return nil
    }
    guard Int(number) >= low else {
      book.report(entry, name, atValue: true, "'\(name)' of \(owner) must be \(low) or more")
      return nil
    }
    return Int(number)
  }

  func points(_ name: String) -> Points? {
    guard let number = number(name) else { return nil }
    if let points = Points(number) { return points }
    book.report(
      entry, name, atValue: true,
      "'\(name)' of \(owner) is beyond what points can be: \(NumberText.string(Points.limit)) at most")
    return nil
  }

  func yesno(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if case .yesno(let yes) = value { return yes }
    mismatch(name, value)
    return nil
  }

  func length(_ name: String) -> Length? {
    guard let value = value(name) else { return nil }
    guard let length = objects.length(value) else {
      mismatch(name, value)
      return nil
    }
    guard length.seconds >= 0, length.months >= 0, length.seconds + Double(length.months) > 0 else {
      book.report(entry, name, atValue: true, "'\(name)' of \(owner) must be longer than nothing")
      return nil
    }
    return length
  }

  func names(_ name: String) -> [String]? {
    guard let value = value(name) else { return nil }
    if case .text(let single) = value { return [single] }
    guard case .table(let table) = value, table.pairs.isEmpty else {
      mismatch(name, value)
      return nil
    }
    var names: [String] = []
    for item in table.items {
      guard case .text(let text) = item else {
        mismatch(name, value)
        return nil
      }
      names.append(text)
    }
    return names
  }

  func pair(_ name: String) -> (low: Double, high: Double)? {
    guard let value = value(name) else { return nil }
    guard case .table(let table) = value, table.pairs.isEmpty, table.items.count == 2,
      let low = table.items[0].double, let high = table.items[1].double, low.isFinite, high.isFinite
    else {
      mismatch(name, value)
      return nil
    }
    guard low < high else {
      book.report(entry, name, atValue: true, "'\(name)' of \(owner) must go from low to high")
      return nil
    }
    return (low, high)
  }

  /// `{ {first, points}, … }`.
  func rows(_ name: String) -> [(first: LuaValue, points: Points)]? {
    guard let value = value(name) else { return nil }
    guard case .table(let table) = value, table.pairs.isEmpty, !table.items.isEmpty else {
      mismatch(name, value)
      return nil
    }
    var rows: [(LuaValue, Points)] = []
    for item in table.items {
      guard case .table(let row) = item, row.pairs.isEmpty, row.items.count == 2,
        let points = row.items[1].double.flatMap(Points.init)
      else {
        mismatch(name, value)
        return nil
      }
      rows.append((row.items[0], points))
    }
    return rows
  }

  func option(_ name: String) -> String? {
    guard let text = text(name), case .oneOf(let options)? = entry.word.field(name)?.kind else { return nil }
    if options.contains(text) { return text }
    let near = Nearest.suggestion(for: text, among: options)
    book.report(
      entry, name, atValue: true, "'\(name)' of \(owner) can't be \"\(text)\"",
      remedy: near.map { "did you mean \"\($0)\"?" } ?? "it is one of: \(options.joined(separator: ", "))")
    return nil
  }
}
