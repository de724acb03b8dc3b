/// What Lua takes for a number.
enum Numeral {
  /// Whether all of the text is one number.
  static func isValid(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    let isHex =
      rest.count > 2 && rest.first == UInt8(ascii: "0") && rest.dropFirst().first.map { $0 | 32 } == UInt8(ascii: "x")
    if isHex { rest = rest.dropFirst(2) }
    let isDigit: (UInt8) -> Bool = { isHex ? $0.isHexDigit : $0.isDigit }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    var digits = whole.count
    if rest.first == UInt8(ascii: ".") {
      let part = rest.dropFirst().prefix(while: isDigit)
      digits += part.count
      rest = rest.dropFirst(part.count + 1)
    }
    guard digits > 0 else { return false }
    if let letter = rest.first, letter | 32 == UInt8(ascii: isHex ? "p" : "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      return !rest.isEmpty && rest.allSatisfy { $0.isDigit }
    }
    return rest.isEmpty
  }
}
