/// What Lua says that a value was called: `(field 'trust')`, `(global 'x')`.
struct Subject {
  /// The name as it is written in the rule; nil if there is none to show.
  let written: String?
  let isGlobal: Bool
  private let isField: Bool

  init(_ message: String) {
    guard let open = message.firstIndex(of: "("), message.hasSuffix("')") else {
      (written, isGlobal, isField) = (nil, false, false)
      return
    }
    let inside = message[message.index(after: open)...].dropLast()
    let kind = inside.prefix { $0 != "'" }
    let name = inside.dropFirst(kind.count + 1).dropLast()
    isGlobal = kind.hasPrefix("global")
    isField = kind.hasPrefix("field") || kind.hasPrefix("method")
    // Constants are the script's own text, which is no name; '?' is a key that Lua does not know.
    let hasName = name != "?" && name != "integer index" && !kind.hasPrefix("constant")
    written = hasName ? Excerpt.quoted(name) : nil
  }

  /// How it may stand in a rule; what holds a field is not known, and most often is the contact.
  var example: String {
    guard let written else { return "value" }
    return isField ? "contact.\(written)" : written
  }
}
