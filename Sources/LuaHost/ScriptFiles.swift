/// The files of a script, whose lines are counted on from one to the next.
struct ScriptFiles {
  /// The file that runs first; its lines are the first.
  var main = "script"
  /// The others, by their first lines.
  private var others: [(name: String, firstLine: Int)] = []

  mutating func add(_ name: String, firstLine: Int) {
    let place = others.firstIndex { $0.firstLine > firstLine } ?? others.endIndex
    others.insert((name, firstLine), at: place)
  }

  /// The file in which a line stands, and its number there; 0 stays 0.
  func place(ofLine line: Int) -> (file: String, line: Int) {
    guard let other = others.last(where: { $0.firstLine <= line }) else { return (main, line) }
    return (other.name, line - other.firstLine + 1)
  }
}
