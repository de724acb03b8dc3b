/// Where things stand in a TOML document, for messages.
struct TOMLLines {
  private let lines: [Substring]

  init(_ source: String) {
    // Between bytes: TOML knows this end of a line alone, whatever Swift takes for one.
    lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// The line in which a key or the head of its table stands, from 1.
  ///
  /// - Parameters:
  ///   - table: only behind the head of this table.
  ///   - text: the first line from there on that holds this text in quotes, if there is one.
  func line(of key: String, in table: String? = nil, containing text: String? = nil) -> Int? {
    let from = table.flatMap { table in lines.firstIndex { Self.begins($0, with: table) } } ?? 0
    guard let start = lines[from...].firstIndex(where: { Self.begins($0, with: key) }) else { return nil }
    let exact = text.flatMap { text in lines[start...].firstIndex { $0.contains("\"\(text)\"") } }
    return (exact ?? start) + 1
  }

  private static func begins(_ line: Substring, with key: String) -> Bool {
    let bare = line.drop { $0 == " " || $0 == "\t" || $0 == "[" || $0 == "\"" || $0 == "'" }
    guard bare.hasPrefix(key) else { return false }
    let rest = bare.dropFirst(key.count).drop { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
    return rest.first == "=" || rest.first == "]" || rest.first == "."
  }
}
