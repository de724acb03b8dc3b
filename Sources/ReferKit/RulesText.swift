import ReferReports
import ReferRules

/// One file of rules, as its bytes.
struct RulesText: Hashable, Sendable {
  /// As shown in messages.
  let name: String
  let bytes: [UInt8]

  var source: ScriptSource { ScriptSource(name: name, bytes: bytes) }

  private var shown: String { TerminalText.escaped(name) }

  /// - Throws: ``ReferError`` for what is no readable text.
  func check() throws {
    switch ScriptSource(name: name, bytes: bytes).format {
    case .compiled:
      throw ReferError("\(shown): this is compiled Lua, not a rules file; name the file with the text")
    case .utf16 where isUTF16:
      throw ReferError("\(shown): this file is UTF-16; save it as UTF-8 and try again")
    case .utf16, .text: break
    }
    if bytes.contains(0) { throw ReferError("\(shown): this is no text file; name a rules file such as rules.lua") }
    if String(validating: bytes, as: UTF8.self) == nil {
      throw ReferError("\(shown): this file is not UTF-8; save it as UTF-8 and try again")
    }
  }

  /// - Throws: ``ReferError`` for what is no text of any kind.
  func checkText() throws {
    if bytes.contains(0) { throw ReferError("\(shown): this is no text file; save it as plain text in UTF-8") }
    if String(validating: bytes, as: UTF8.self) == nil {
      throw ReferError("\(shown): this file is not UTF-8; save it as UTF-8 and try again")
    }
  }

  /// - Throws: ``ReferError`` where nothing is written.
  func checkContent() throws {
    if ScriptSource(name: name, bytes: bytes).text.allSatisfy(\.isWhitespace) {
      throw ReferError("\(shown): this file is empty; 'refer words' shows what can stand in it")
    }
  }

  /// Whether the text has the mark of UTF-16, or zeros where its plain letters would have them: in every other
  /// byte. A program is full of zeros, too, but they stand anywhere.
  private var isUTF16: Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    let head = Array(bytes.prefix(256))
    let even = stride(from: 0, to: head.count, by: 2).count { head[$0] == 0 }
    let odd = head.count { $0 == 0 } - even
    return min(even, odd) * 8 < max(even, odd)
  }
}
