/// What the user said of themselves: `me` in rules and templates. Its fields are those of ``Schema/me``.
package struct Profile: Hashable, Sendable {
  private let values: [String: String]

  /// - Parameter values: by the names of the fields; `stories` holds one a line. Other names, and what is nothing but
  ///   white space, are left out.
  package init(_ values: [String: String] = [:]) {
    self.values = values.filter { Schema.me.index[$0.key] != nil && !$0.value.allSatisfy(\.isWhitespace) }
  }

  package subscript(_ field: String) -> String? { values[field] }

  /// The currency of amounts that name none, as of ISO 4217.
  package var currency: String? { values["currency"] }

  /// The profile as a record of ``Schema/me``, which lives as long as the arena; nil when memory is out.
  package func row(in arena: RowArena) -> Cells? {
    guard let cells = arena.cells(Schema.me.fields.count) else { return nil }
    for (place, field) in Schema.me.fields.enumerated() {
      guard let value = values[field.name] else { continue }
      guard field.kind == .texts else {
        guard let text = arena.text(value) else { return nil }
        cells[place] = text
        continue
      }
      let lines = value.split(whereSeparator: \.isNewline).map(String.init)
      guard let list = arena.cells(lines.count) else { return nil }
      for (number, line) in lines.enumerated() {
        guard let text = arena.text(line) else { return nil }
        list[number] = text
      }
      cells[place] = .texts(list, count: lines.count)
    }
    return UnsafePointer(cells)
  }
}
