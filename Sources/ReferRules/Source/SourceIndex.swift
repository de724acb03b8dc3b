/// Where everything stands that a rules file declares, so that a message about a value can point at it.
package struct SourceIndex: Sendable {
  /// One key or plain value in the table of a declaration.
  package struct Entry: Hashable, Sendable {
    /// `weight`, `needs.good_at_it`, `steps[2].after`; `[1]` for a plain value of the declaration itself.
    package let path: String
    /// The place of the key; nil for a plain value.
    package let key: Place?
    package let value: Place

    package var place: Place { key ?? value }
  }

  /// In the order of the file.
  package let declarations: [Declaration]
  private let entries: [[Entry]]
  /// The first entry of each path; a path written twice is told by ``SourceCheck``.
  private let paths: [[String: Int]]

  package init(_ source: ScriptSource) {
    self.init(tokens: Lexer.tokens(of: source))
  }

  init(tokens: [Token]) {
    let reader = TableReader(tokens)
    var entries = Array(repeating: [Entry](), count: reader.declarations.count)
    for table in reader.tables {
      guard let declaration = table.declaration else { continue }
      for field in table.fields {
        guard let path = table.path(of: field) else { continue }
        let place = Self.place(of: field.value, in: tokens)
        entries[declaration].append(Entry(path: path, key: field.keyToken.map { tokens[$0].place }, value: place))
      }
    }
    declarations = reader.declarations
    self.entries = entries.map { $0.sorted { $0.place < $1.place } }
    paths = self.entries.map { list in
      Dictionary(list.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// All that stands in the table of a declaration, by place.
  package func entries(in declaration: Declaration) -> [Entry] {
    entries.indices.contains(declaration.number) ? entries[declaration.number] : []
  }

  /// The plain values that stand in the table of a declaration itself.
  package func positionalValues(in declaration: Declaration) -> [Entry] {
    entries(in: declaration).filter { $0.path.hasPrefix("[") && !$0.path.contains("].") && !$0.path.contains("][") }
  }

  /// The declaration of that word and name; of several, the one in which `line` is, else the last before it,
  /// else the first.
  package func declaration(word: String, name: String, line: Int? = nil) -> Declaration? {
    let same = declarations.filter { $0.word == word && $0.name == name }
    guard let line else { return same.first }
    return same.last { $0.wordPlace.line <= line && line <= $0.endLine }
      ?? same.last { $0.wordPlace.line <= line } ?? same.first
  }

  /// What stands under a path such as `needs.good_at_it` or `steps[2].after`.
  package func entry(_ path: String, in declaration: Declaration) -> Entry? {
    guard paths.indices.contains(declaration.number) else { return nil }
    return paths[declaration.number][path].map { entries[declaration.number][$0] }
  }

  /// The place of the key of a path, of the value if it has no key; for a path that is not written,
  /// the nearest thing around it, at last the declaration's name.
  package func place(of path: String, in declaration: Declaration) -> Place {
    nearest(path, in: declaration)?.place ?? declaration.namePlace
  }

  /// As ``place(of:in:)``, but the place of the value.
  package func valuePlace(of path: String, in declaration: Declaration) -> Place {
    if let entry = entry(path, in: declaration) { return entry.value }
    return place(of: path, in: declaration)
  }

  private func nearest(_ path: String, in declaration: Declaration) -> Entry? {
    var path = path[...]
    while !path.isEmpty {
      if let entry = entry(String(path), in: declaration) { return entry }
      guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      path = path[..<cut]
    }
    return nil
  }

  private static func place(of value: Range<Int>, in tokens: [Token]) -> Place {
    let first = tokens[min(value.lowerBound, tokens.count - 1)]
    var place = first.place
    guard let last = value.last.map({ tokens[min($0, tokens.count - 1)] }) else { return place }
    if last.line == first.line, last.endLine == first.line {
      place.length = last.column + last.place.length - first.column
    }
    return place
  }
}
