import Testing

@testable import ReferRules

@Suite("Lexer")
struct LexerTests {
  private func tokens(_ text: String) -> [Token] {
    Lexer.tokens(of: ScriptSource(name: "rules.lua", text: text))
  }

  @Test("names, words, numbers, texts and signs are told apart; comments are left out")
  func kinds() {
    let list = tokens("local x_1 = 0x1F -- c\n--[[ a\nb ]] + 'a' .. [==[ ]] ]==] ~= 3e-2 ... // ::")
    #expect(
      list.map(\.text) == [
        "local", "x_1", "=", "0x1F", "+", "'a'", "..", "[==[ ]] ]==]", "~=", "3e-2", "...", "//", "::", "",
      ])
    #expect(list.map(\.kind).prefix(6) == [.keyword, .name, .symbol, .number, .symbol, .string])
    #expect(list.last?.kind == .end)
    #expect(list[4].place == Place(line: 3, column: 6, length: 1))
  }

  @Test(
    "a text means what Lua takes it for",
    arguments: [
      (#""a\tb\"c\\""#, "a\tb\"c\\"), (#"'\x41\65\u{1F600}'"#, "AA😀"), ("'a\\z  \n  b'", "ab"), ("'a\\\nb'", "a\nb"),
      ("[[\nfirst]]", "first"), ("[=[a]]b]=]", "a]]b"), ("'don\\'t'", "don't"), (#"'\0651'"#, "A1"),
    ])
  func values(text: String, value: String) {
    let list = tokens(text)
    #expect(list.count == 2)
    #expect(list[0].kind == .string)
    #expect(list[0].value == value)
  }

  @Test(
    "what is no token of Lua says why",
    arguments: [
      ("\"abc\nx", Token.Reason.unfinishedString), ("[[abc", .unfinishedLongString),
      ("--[==[ abc ]]", .unfinishedComment),
      ("48h", .malformedNumber), ("1..2", .malformedNumber), ("0x", .malformedNumber), ("3e", .malformedNumber),
      (#""\q""#, .badEscape("\\q")), (#""\300""#, .badEscape("\\300")), (#""\u{zz}""#, .badEscape("\\u")),
      ("“", .strangeCharacter), ("\u{A0}", .strangeCharacter), ("!", .strangeCharacter), ("🙂", .strangeCharacter),
    ])
  func invalid(text: String, reason: Token.Reason) {
    #expect(tokens(text)[0].kind == .invalid(reason))
  }

  @Test("columns count characters, lines count as in Lua")
  func places() {
    let list = tokens("é🙂 = 你\r\nb\n\rc\rd")
    #expect(list.first { $0.text == "=" }?.column == 4)
    #expect(list.first { $0.text == "b" }?.place == Place(line: 2, column: 1, length: 1))
    #expect(list.first { $0.text == "c" }?.line == 3)
    #expect(list.first { $0.text == "d" }?.line == 4)
  }

  @Test("a byte order mark at the start is no part of the text")
  func byteOrderMark() {
    let source = ScriptSource(name: "rules.lua", bytes: [0xEF, 0xBB, 0xBF] + Array("x = 1".utf8))
    #expect(source.hadByteOrderMark)
    #expect(source.text == "x = 1")
    #expect(Lexer.tokens(of: source)[0].place == Place(line: 1, column: 1, length: 1))
  }

  @Test(
    "bytes that are no UTF-8 do not matter",
    arguments: [[0xFF, 0xFE, 0x41], [0x22, 0xC3, 0x22], [0xF0, 0x9F]] as [[UInt8]])
  func damaged(bytes: [UInt8]) {
    let list = Lexer.tokens(of: ScriptSource(name: "rules.lua", bytes: bytes))
    #expect(list.last?.kind == .end)
  }
}
