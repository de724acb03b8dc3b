/// Finds the tables and declarations of a rules file in one pass, whatever stands in and around them.
///
/// It also reads a file that Lua would not take: what is not closed ends with the file.
struct TableReader {
  private(set) var tables: [SourceTable] = []
  private(set) var declarations: [Declaration] = []

  private enum Frame {
    case table(Int)
    case parentheses, block
  }

  /// What a reader is in the middle of in a table.
  private struct Cursor {
    var field: SourceTable.Field?
    var count = 0
    var depth: Int
  }

  /// Paths deeper than this are of no use to a message, and would make long work of a deep nest.
  private static let deepest = 12

  private let tokens: [Token]
  private var frames: [Frame] = []
  private var cursors: [Cursor] = []
  private var at = 0

  init(_ tokens: [Token]) {
    self.tokens = tokens
    while at < tokens.count, tokens[at].kind != .end { step() }
    while let frame = frames.last {
      if case .table = frame { closeTable() } else { frames.removeLast() }
    }
  }

  private func token(_ ahead: Int) -> Token { tokens[min(max(at + ahead, 0), tokens.count - 1)] }

  private var table: Int? {
    if case .table(let index)? = frames.last { index } else { nil }
  }

  private mutating func step() {
    if table != nil, cursors[cursors.count - 1].field == nil, startField() { return }
    let now = token(0)
    if now.isName { declare() }
    switch (now.kind, now.text) {
    case (.symbol, "{"): openTable()
    case (.symbol, "("), (.symbol, "["): frames.append(.parentheses)
    case (.symbol, ")"), (.symbol, "]"): if case .parentheses? = frames.last { frames.removeLast() }
    case (.symbol, "}"):
      // A table that ends inside an open block: the block was left open, and the table is what counts.
      if !cursors.isEmpty {
        while table == nil { frames.removeLast() }
        closeTable()
      }
    case (.symbol, ","), (.symbol, ";"): if table != nil { endField() }
    case (.keyword, "function"), (.keyword, "if"), (.keyword, "do"), (.keyword, "repeat"): frames.append(.block)
    case (.keyword, "end"), (.keyword, "until"): if case .block? = frames.last { frames.removeLast() }
    default: break
    }
    at += 1
  }

  /// Reads the key of a field, if one starts here; whether it moved on.
  private mutating func startField() -> Bool {
    let now = token(0)
    if now.isSymbol("}") || now.isSymbol(",") || now.isSymbol(";") { return false }
    var field = SourceTable.Field(key: nil, keyToken: nil, position: nil, value: at..<at)
    var length = 0
    if now.isName, token(1).isSymbol("=") {
      field.key = now.text
      field.keyToken = at
      length = 2
    } else if now.isSymbol("[") {
      if token(1).kind == .string || token(1).kind == .number, token(2).isSymbol("]"), token(3).isSymbol("=") {
        field.key = token(1).value
        field.keyToken = at + 1
        length = 4
      } else {
        // A key that has to be worked out: a field, but with no name to find it by.
        field.key = ""
      }
    } else {
      cursors[cursors.count - 1].count += 1
      field.position = cursors[cursors.count - 1].count
    }
    field.value = at + length..<at + length
    cursors[cursors.count - 1].field = field
    at += length
    return length > 0
  }

  private mutating func endField() {
    guard let table, var field = cursors[cursors.count - 1].field else { return }
    field.value = field.value.lowerBound..<max(at, field.value.lowerBound)
    tables[table].fields.append(field)
    cursors[cursors.count - 1].field = nil
  }

  private mutating func openTable() {
    let declared = declarations.indices.last.flatMap { declarations[$0].open == at ? $0 : nil }
    var path = declared == nil ? nil : ""
    var declaration = declared
    // `key = {`, `key = word {` and `key = word({`: the table is what the key is given.
    if declared == nil, let parent = owner(), let field = cursors.last?.field {
      let before = at - field.value.lowerBound
      let isValue =
        before == 0 || before == 1 && token(-1).isName
        || before == 2 && token(-1).isSymbol("(") && token(-2).isName
      if isValue, cursors.count <= Self.deepest {
        path = tables[parent].path(of: field)
        declaration = path == nil ? nil : tables[parent].declaration
      }
    }
    tables.append(SourceTable(open: at, declaration: declaration, path: path))
    frames.append(.table(tables.count - 1))
    cursors.append(Cursor(depth: frames.count))
  }

  /// The table around the place, itself or with nothing but `(` in between.
  private func owner() -> Int? {
    guard let cursor = cursors.last, frames.count - cursor.depth <= 1 else { return nil }
    if case .table(let index) = frames[cursor.depth - 1] { return index }
    return nil
  }

  private mutating func closeTable() {
    endField()
    if let table, let declaration = tables[table].declaration, tables[table].path == "" {
      declarations[declaration].endLine = token(0).endLine
    }
    frames.removeLast()
    cursors.removeLast()
  }

  /// Notes `word "name"` and, if one follows, that its table is the declaration's.
  private mutating func declare() {
    let before = at > 0 ? tokens[at - 1] : nil
    if let before, before.isSymbol(".") || before.isSymbol(":") || before.isKeyword("function") { return }
    let isCall = token(1).isSymbol("(")
    let name = isCall ? token(2) : token(1)
    guard name.kind == .string else { return }
    var open: Int?
    if !isCall, token(2).isSymbol("{") { open = at + 2 }
    if isCall, token(3).isSymbol(","), token(4).isSymbol("{") { open = at + 4 }
    if isCall, token(3).isSymbol(")"), token(4).isSymbol("{") { open = at + 4 }
    // `is("city", …)` is a condition, and declares nothing.
    if open == nil, isCall && !token(3).isSymbol(")") || table != nil { return }
    declarations.append(
      Declaration(
        word: token(0).text, name: name.value, wordPlace: token(0).place, namePlace: name.place,
        number: declarations.count, open: open, endLine: name.endLine))
  }
}
