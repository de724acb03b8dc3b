import LuaHost
import ReferModel

/// Reads the fields of one declaration as its word declares them, and reports what does not fit.
struct FieldReader {
  let entry: DeclarationBook.Entry
  let book: DeclarationBook
  let objects: HostObjects
  /// The table that is read, and its fields.
  private let table: LuaTable
  private let known: [Word.Field]
  /// Where a table inside the declaration stands: "steps[2]"; empty for the declaration itself.
  let path: String
  private let name: String?

  init(entry: DeclarationBook.Entry, book: DeclarationBook, objects: HostObjects) {
    self.init(entry, book, objects, entry.table, entry.word.fields, "", nil)
  }

  private init(
    _ entry: DeclarationBook.Entry, _ book: DeclarationBook, _ objects: HostObjects, _ table: LuaTable,
    _ known: [Word.Field], _ path: String, _ name: String?
  ) {
    self.entry = entry
    self.book = book
    self.objects = objects
    self.table = table
    self.known = known
    self.path = path
    self.name = name
  }

  /// Reads a table inside the declaration.
  func part(_ table: LuaTable, _ fields: [Word.Field], at path: String, named name: String) -> FieldReader {
    FieldReader(entry, book, objects, table, fields, path, name)
  }

  /// "question 'in_touch'", "step 2 of follow_up 'after we met'".
  var owner: String { (name.map { "\($0) of " } ?? "") + "\(entry.word.name) '\(entry.name)'" }

  /// The path of a field, as the index of the source has it.
  func at(_ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

  /// Who set a field, and where its declaration stands.
  func site(of field: String) -> Site { entry.site(at: at(field)) }

  /// The only fields of records that exist for whoever set a field; nil is every field.
  func reads(for field: String) -> FieldSelection? { book.reads(of: site(of: field).origin) }

  /// A function that stands in a field; nil for anything else.
  func function(_ field: String) -> RuleFunction? {
    guard case .function(let function)? = value(field) else { return nil }
    let site = site(of: field)
    guard function.line <= 0, let place = book.place(of: entry, at: at(field)) else {
      return RuleFunction(function, at: site)
    }
    let line = book.index.valuePlace(of: at(field), in: place).line
    return RuleFunction(function, at: Site(origin: site.origin, line: line))
  }

  /// The line on which it begins.
  var line: Int {
    guard !path.isEmpty, let declaration = book.place(of: entry, at: path) else { return entry.line(at: path) }
    return book.index.valuePlace(of: path, in: declaration).line
  }

  /// Checks the names of all keys, and that nothing stands without a name.
  func checkKeys() {
    let names = known.map(\.name)
    for pair in table.pairs {
      guard case .text(let key) = pair.key else {
        book.report(entry, here, "a key of \(owner) is \(objects.kindName(pair.key))", remedy: "write name = value")
        continue
      }
      guard !names.contains(key) else { continue }
      let near = book.suggestion(for: key, among: names)
      book.report(
        entry, at(key), "\(owner) has no field '\(key)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near == nil ? "its fields are: \(names.joined(separator: ", "))" : nil)
    }
    if !table.items.isEmpty {
      let place = book.place(of: entry, at: path).flatMap { declaration in
        path.isEmpty
          ? book.index.positionalValues(in: declaration).first?.place : book.index.place(of: path, in: declaration)
      }
      book.report(
        line: entry.line, place: place, "a value in \(owner) has no name",
        remedy: "write name = value; a number takes a point, not a comma: 1.5")
    }
    for field in known where field.isRequired && table[field.name] == nil {
      book.report(
        entry, here, "\(owner) needs '\(field.name)': \(field.sentence)", remedy: "write \(field.name) = …")
    }
  }

  /// What a message about the whole table points at.
  private var here: String? { path.isEmpty ? nil : path }

  func value(_ name: String) -> LuaValue? { table[name] }

  func mismatch(_ name: String, _ value: LuaValue) {
    let kind = known.first { $0.name == name }?.kind
    if kind?.countsNumbers == true, let number = Self.numbers(value).first(where: { !(abs($0) < Self.tooLarge) }) {
      let what = number.isNaN ? "is no number at all, as 0/0 is none" : "is too large a number"
      book.report(entry, at(name), atValue: true, "'\(name)' of \(owner) \(what)")
      return
    }
    let expectation = kind?.expectation ?? "another value"
    book.report(
      entry, at(name), atValue: true,
      "'\(name)' of \(owner) must be \(expectation), here it is \(objects.kindName(value))")
  }

  /// What no whole number of a rule reaches.
  private static let tooLarge = 1e9

  /// The numbers in a value, and in the lists that it holds.
  private static func numbers(_ value: LuaValue) -> [Double] {
    guard case .table(let table) = value else { return value.double.map { [$0] } ?? [] }
    return table.items.flatMap { item -> [Double] in
      guard case .table(let row) = item else { return item.double.map { [$0] } ?? [] }
      return row.items.compactMap(\.double)
    }
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
      book.report(entry, at(name), atValue: true, "'\(name)' of \(owner) must be \(low) or more")
      return nil
    }
    return Int(number)
  }

  func points(_ name: String) -> Points? {
    guard let number = number(name) else { return nil }
    if let points = Points(number) { return points }
    book.report(
      entry, at(name), atValue: true,
      "'\(name)' of \(owner) is beyond what points can be: \(NumberText.string(Points.limit)) at most")
    return nil
  }

  func yesno(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if case .yesno(let yes) = value { return yes }
    mismatch(name, value)
    return nil
  }

  /// How short a length may be.
  enum Shortest {
    case something, nothing
    /// Before the start too.
    case any
  }

  /// A hundred years, in seconds.
  private static let longest = 36_525 * 86_400.0

  func length(_ name: String, from shortest: Shortest = .something) -> Length? {
    guard let value = value(name) else { return nil }
    guard let length = objects.length(value) else {
      mismatch(name, value)
      return nil
    }
    guard abs(length.seconds) + Double(abs(length.months)) * 2_629_746 <= Self.longest else {
      book.report(entry, at(name), atValue: true, "'\(name)' of \(owner) is longer than a hundred years")
      return nil
    }
    if length.months == 0, let bare = BareLength(seconds: length.seconds), !hasUnit(name) {
      report(bare, name)
      return nil
    }
    let isPast = length.seconds < 0 || length.months < 0
    guard shortest == .any || !isPast && (shortest == .nothing || !length.isNothing) else {
      book.report(
        entry, at(name), atValue: true, "'\(name)' of \(owner) must be longer than nothing",
        remedy: shortest == .nothing ? "only a birthday, an anniversary or a promise is known before it comes" : nil)
      return nil
    }
    return length
  }

  /// Whether a unit is written with the length, however short it makes it.
  private func hasUnit(_ name: String) -> Bool {
    guard let place = book.place(of: entry, at: at(name)) else { return false }
    return book.token(at: book.index.valuePlace(of: at(name), in: place)).map(BareLength.isUnit) ?? false
  }

  func report(_ bare: BareLength, _ name: String) {
    book.report(
      entry, at(name), atValue: true, "'\(name)' of \(owner) would be \(bare.message)",
      remedy: "write \(bare.meant(BareLength.units(of: name)))")
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
      book.report(entry, at(name), atValue: true, "'\(name)' of \(owner) must go from low to high")
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
    guard let text = text(name), case .oneOf(let options)? = known.first(where: { $0.name == name })?.kind else {
      return nil
    }
    if options.contains(text) { return text }
    let near = book.suggestion(for: text, among: options)
    book.report(
      entry, at(name), atValue: true, "'\(name)' of \(owner) can't be \"\(text)\"",
      remedy: near.map { "did you mean \"\($0)\"?" } ?? "it is one of: \(options.joined(separator: ", "))")
    return nil
  }
}
