/// A character that Lua knows only inside texts: what it is called, and which key to press instead.
struct StrangeCharacter {
  let name: String
  let remedy: String

  init(_ scalar: UnicodeScalar) {
    switch scalar.value {
    case 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2033, 0xFF02:
      (name, remedy) = ("a curly quote \(scalar)", "use the straight quote key: \"")
    case 0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A, 0xB4, 0x2032, 0xFF07:
      (name, remedy) = ("a curly quote \(scalar)", "use the straight quote key, \", around the whole text")
    case 0x60: (name, remedy) = ("a backtick `", "use the straight quote key: \"")
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFF0D:
      (name, remedy) = ("a long dash \(scalar)", "use the minus key: - (or -- before a comment)")
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      (name, remedy) = (
        "a special space (\(Self.code(scalar))) that looks like an ordinary one", "delete it and press the space bar"
      )
    case 0xFEFF, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xAD, 0x85:
      (name, remedy) = (
        "an invisible character (\(Self.code(scalar)))", "delete it and type the words on both sides of it again"
      )
    case 0xFFFD:
      (name, remedy) = ("a character that is not UTF-8 text", "save the file as UTF-8 in your editor")
    case 0x2026: (name, remedy) = ("three dots in one character …", "delete it, or write it inside a text in quotes")
    case 0x2260: (name, remedy) = ("≠", "write ~=")
    case 0x2264: (name, remedy) = ("≤", "write <=")
    case 0x2265: (name, remedy) = ("≥", "write >=")
    case 0xD7: (name, remedy) = ("×", "write *")
    case 0xF7: (name, remedy) = ("÷", "write /")
    case 0x20AC: (name, remedy) = ("€", "write an amount as money(100, \"EUR\")")
    case 0xA3: (name, remedy) = ("£", "write an amount as money(100, \"GBP\")")
    case 0x24: (name, remedy) = ("$", "write an amount as money(100, \"USD\")")
    case 0x2192, 0x21D2: (name, remedy) = ("an arrow \(scalar)", "write function(contact) return … end")
    case 0xFF01...0xFF5E:
      let plain = UnicodeScalar(scalar.value - 0xFEE0).map(String.init) ?? ""
      (name, remedy) = ("a wide \(scalar)", "write the ordinary \(plain)")
    case 0..<32, 0x7F..<0xA0:
      (name, remedy) = ("a control character (\(Self.code(scalar)))", "delete it")
    case 0x5C: (name, remedy) = ("a backslash \\", "delete it; a long line may simply go on in the next one")
    case 0x21: (name, remedy) = ("!", "write not")
    case 0x3F: (name, remedy) = ("?", "write a choice as: condition and one or other")
    case 0x40: (name, remedy) = ("@", "put it inside a text in quotes: \"…\"")
    default:
      if scalar.properties.isAlphabetic {
        name = "the letter \(scalar) in a name"
        remedy = "names are made of a to z, 0 to 9 and _; put a text in quotes: \"…\""
      } else {
        (name, remedy) = (
          "the character \(Excerpt.visible(Character(scalar)))", "delete it, or put it inside a text in quotes: \"…\""
        )
      }
    }
  }

  /// `U+00A0`.
  static func code(_ scalar: UnicodeScalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
