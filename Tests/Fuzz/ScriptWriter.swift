/// Writes scripts by an input's choices: most of them compile, and call the library with values of every kind.
struct ScriptWriter {
  private static let names = ["a", "b", "c", "t", "s", "f"]
  private static let functions = [
    "assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen", "select", "tonumber",
    "tostring", "type", "print", "count", "sum", "where", "sort_by", "group_by", "host", "string.byte", "string.char",
    "string.find", "string.format", "string.gmatch", "string.gsub", "string.len", "string.lower", "string.match",
    "string.rep", "string.reverse", "string.sub", "string.upper", "table.concat", "table.insert", "table.move",
    "table.pack", "table.remove", "table.sort", "table.unpack", "math.abs", "math.ceil", "math.floor", "math.fmod",
    "math.log", "math.max", "math.min", "math.modf", "math.random", "math.sqrt", "math.tointeger", "math.type",
    "math.ult", "utf8.char", "utf8.codepoint", "utf8.codes", "utf8.len", "utf8.offset",
  ]
  private static let values = [
    "nil", "true", "false", "0", "1", "2", "3", "-1", "0.5", "1e308", "0/0", "math.maxinteger", "math.mininteger",
    "math.huge", "1000000", "255", "65", "'x'", "''", "'a,b;c'", "'%d %s %q'", "'%5.2f'", "'%a+'", "'(.-)%s*$'", "'[^%w_]'",
    "'%b()'", "'%f[%a]'", "'(()x)'", "'%1'", "'\\u{20AC}'", "'\\xFF'", "('x'):rep(99)", "'^.*'", "'key'", "'%'", "'['",
    "{}", "{ 1, 2, 3 }", "{ 3, 'b', 1.5 }", "{ key = 1, [2] = 'x' }", "{ n = 3 }", "{ { key = 2 }, { key = 1 } }",
    "utf8.charpattern", "...",
  ]
  private static let operators = [
    "+", "-", "*", "/", "//", "%", "^", "..", "==", "~=", "<", "<=", ">", ">=", "and", "or", "&", "|", "~", "<<", ">>",
  ]
  /// Deep enough for what is of interest, and for each choice to be few bytes.
  private static let deepest = 6

  private var choices: Choices
  private var text = ""
  private var depth = 0
  private var labels = 0

  init(_ choices: Choices) { self.choices = choices }

  mutating func script() -> String {
    text = "local a, b, c, t, s, f = 1, 2.5, nil, { 1, 2, key = 3 }, 'some text', function(...) return ... end\n"
    while !choices.isEmpty, text.utf8.count < 8000 { statement() }
    return text + "return a, b, c, t, s, f\n"
  }

  private mutating func block() {
    depth += 1
    for _ in 0..<(depth > Self.deepest ? 0 : choices.below(4)) { statement() }
    depth -= 1
  }

  private mutating func statement() {
    switch choices.below(16) {
    case 0, 1: write(choices.pick(Self.names), " = ", expression())
    case 2: write("t[", expression(), "] = ", expression())
    case 3: write("t.", choices.pick(Self.names), " = ", expression())
    case 4, 5, 6, 7: write("a, b = ", call())
    case 8: within("if \(expression()) then")
    case 9: within("for i = \(expression()), \(expression()), \(choices.pick(["1", "-1", "2", "0.5"])) do")
    case 10: within("for k, v in pairs(\(expression())) do")
    case 11: within("while \(expression()) do")
    case 12: within("f = function(x, ...) local y <const> = x do", "end return \(expression()) end")
    case 13: within("local ok, why = pcall(function(...)", "end, \(expression()))")
    case 14:
      labels += 1
      let label = labels
      within("do goto l\(label)", "::l\(label):: end")
    default: within("repeat local z = \(expression())", "until \(expression())")
    }
  }

  private mutating func within(_ head: String, _ end: String = "end") {
    write(head)
    block()
    write(end)
  }

  private mutating func expression() -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return choices.pick(Self.names) }
    switch choices.below(9) {
    case 0, 1: return choices.pick(Self.names)
    case 2, 3: return value()
    case 4: return "(\(expression()) \(choices.pick(Self.operators)) \(expression()))"
    case 5: return "\(choices.pick(["-", "not ", "#", "~"]))\(choices.pick(Self.names))"
    case 6: return "{ \(expression()), [\(expression())] = \(expression()) }"
    case 7: return "t[\(expression())]"
    default: return call()
    }
  }

  private mutating func value() -> String {
    let value = choices.pick(Self.values)
    return value.hasPrefix("{") || value.hasSuffix(")") || depth % 2 == 0 ? value : "(\(value))"
  }

  private mutating func call() -> String {
    let arguments = (0..<choices.below(4)).map { _ in expression() }.joined(separator: ", ")
    switch choices.below(8) {
    case 0: return "f(\(arguments))"
    case 1: return "s:\(choices.pick(["upper", "rep", "find", "gsub", "sub", "byte", "format"]))(\(arguments))"
    case 2: return "table.sort(t, function(x, y) return \(expression()) end)"
    case 3: return "s:gsub(\(expression()), function(x) return \(expression()) end)"
    default: return "\(choices.pick(Self.functions))(\(arguments))"
    }
  }

  private mutating func write(_ parts: String...) { text += parts.joined() + "\n" }
}
