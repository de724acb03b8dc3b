/// One table constructor of a rules file: where it stands, and what it is given.
struct SourceTable {
  /// One `key = value`, `[key] = value` or plain value.
  struct Field {
    /// The name that it is given under: a word, or what a text or a number in brackets means; nil for a plain value.
    var key: String?
    /// The token of the key.
    var keyToken: Int?
    /// From 1, for a plain value.
    var position: Int?
    /// The tokens of the value.
    var value: Range<Int>
  }

  /// The token `{`.
  let open: Int
  /// Which declaration it belongs to, if one.
  let declaration: Int?
  /// How it is reached from that: empty for its own table, then `needs` or `steps[2]`; nil if by no path.
  let path: String?
  var fields: [Field] = []

  func path(of field: Field) -> String? {
    guard let path else { return nil }
    guard let key = field.key else { return field.position.map { "\(path)[\($0)]" } }
    if field.keyToken == nil { return nil }
    return path.isEmpty ? key : "\(path).\(key)"
  }
}
