/// Lines as they are due, where … stands for what is left open.
enum Transcript {
  /// The lines of a text; what stands behind the last line break is a line, too, unless it is empty.
  static func lines(_ text: String) -> [String] {
    // A carriage return and a line feed are one Character: CSV would come out as one line.
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Whether the lines are those due: `…` alone is any lines, within a line any text.
  static func fits(_ lines: some Collection<String>, _ due: some Collection<String>) -> Bool {
    guard let first = due.first else { return lines.isEmpty }
    if first == "…" {
      let rest = due.dropFirst()
      return rest.isEmpty || lines.indices.contains { fits(lines[$0...], rest) }
    }
    guard let line = lines.first, fits(line: line, first) else { return false }
    return fits(lines.dropFirst(), due.dropFirst())
  }

  private static func fits(line: String, _ due: String) -> Bool {
    // "scor …": at the end of a line, the cut may go through a word.
    let due = due.hasSuffix(" …") ? due.dropLast(2) + "…" : due[...]
    let parts = due.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == String(due) }
    guard line.hasPrefix(first), line.utf8.count >= first.utf8.count + last.utf8.count else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
