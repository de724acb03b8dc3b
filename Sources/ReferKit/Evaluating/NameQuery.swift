import ReferModel

/// A name as a person types it: an id, a whole name, or any part of one.
struct NameQuery {
  /// How well a contact fits, best first.
  enum Fit: Int, Comparable {
    case id, name, part
    static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  private let text: String
  private let folded: String

  init(_ text: String) {
    self.text = text
    folded = Self.fold(text)
  }

  func fit(_ row: Cells) -> Fit? {
    if row[0].text == text { return .id }
    guard let name = row[1].text.map(Self.fold), !folded.isEmpty else { return nil }
    if name == folded { return .name }
    return Self.contains(name, folded) ? .part : nil
  }

  func matches(_ row: Cells) -> Bool { fit(row) != nil }

  /// Letter case and outer white space do not count.
  private static func fold(_ text: String) -> String {
    var slice = text.lowercased()[...]
    while let first = slice.first, first.isWhitespace { slice.removeFirst() }
    while let last = slice.last, last.isWhitespace { slice.removeLast() }
    return String(slice)
  }

  private static func contains(_ name: String, _ part: String) -> Bool {
    let name = Array(name)
    let part = Array(part)
    guard name.count >= part.count else { return false }
    return (0...(name.count - part.count)).contains { name[$0..<$0 + part.count].elementsEqual(part) }
  }
}
