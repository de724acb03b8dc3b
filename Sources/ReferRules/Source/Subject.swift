/// What Lua says that a value was called: `(field 'trust')`, `(global 'x')`.
struct Subject {
  /// The name as it is written in the rule; nil if there is none to show.
  let written: String?
  let isGlobal: Bool
  private let isField: Bool
  /// Whether the name has what holds it before it: `me.name`.
  private let isWhole: Bool
  /// Whether several in the line may be meant.
  private let isUnclear: Bool

  /// - Parameter line: the line of the rule where it is.
  init(_ message: String, line: String? = nil) {
    guard let open = message.firstIndex(of: "("), message.hasSuffix("')") else {
      (written, isGlobal, isField, isWhole, isUnclear) = (nil, false, false, false, false)
      return
    }
    let inside = message[message.index(after: open)...].dropLast()
    let kind = inside.prefix { $0 != "'" }
    let name = inside.dropFirst(kind.count + 1).dropLast()
    isGlobal = kind.hasPrefix("global")
    isField = kind.hasPrefix("field") || kind.hasPrefix("method")
    // Constants are the script's own text, which is no name; '?' is a key that Lua does not know.
    let hasName = name != "?" && name != "integer index" && !kind.hasPrefix("constant")
    let owners = isField && hasName ? line.map { Self.owners(of: name, in: $0) } ?? [] : []
    // Of the contact it goes without saying.
    let owner = owners.count == 1 ? owners.first { $0 != "contact" } : nil
    (isWhole, isUnclear) = (owner != nil, owners.count > 1)
    written = hasName ? Excerpt.quoted("\(owner.map { "\($0)." } ?? "")\(name)") : nil
  }

  /// What stands before a field where the line has it: names, and names of their fields.
  private static func owners(of field: Substring, in line: String) -> Set<Substring> {
    func isName(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber) || character == "_"
    }
    var owners: Set<Substring> = []
    for place in line.ranges(of: ".\(field)") where line[place.upperBound...].first.map({ !isName($0) }) ?? true {
      let before = line[..<place.lowerBound]
      let start = before.lastIndex { !isName($0) && $0 != "." }.map { before.index(after: $0) } ?? before.startIndex
      if before[start...].first.map({ $0.isLetter || $0 == "_" }) ?? false { owners.insert(before[start...]) }
    }
    return owners
  }

  /// What to do where the user's own profile lacks it.
  var profile: String? {
    guard isWhole, let written, written.hasPrefix("me.") else { return nil }
    return TemplateRenderer.sayOnce(written)
  }

  /// How it may stand in a rule; what holds a field is not known, and most often is the contact.
  var example: String {
    guard let written, !isUnclear else { return "value" }
    return isField && !isWhole ? "contact.\(written)" : written
  }
}
