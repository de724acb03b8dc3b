/// Says in plain English what went wrong while a rule was running, and what to write.
package enum RuntimeAdvice {
  /// - Parameters:
  ///   - luaMessage: Lua's own, with or without the place before it; what is no message of Lua's is kept as it is.
  ///   - line: the line where it happened: Lua names a field, and not what holds it.
  package static func explain(luaMessage: String, line: String? = nil) -> (message: String, remedy: String?) {
    let said = LuaMessage(luaMessage).text
    // The own text of a script's error() may say anything, and is left alone.
    if said.hasPrefix("attempt to ") { return attempt(String(said.dropFirst("attempt to ".count)), line) }
    if said.hasPrefix("bad argument ") { return argument(said) }
    if said.hasPrefix("bad 'for' ") {
      return ("'for' counts with numbers, and got \(article(last(said) ?? "nil"))", "write numbers: for i = 1, 10 do")
    }
    for (sign, message, remedy) in others where said.hasPrefix(sign) { return (message, remedy) }
    return (said, nil)
  }

  private static let others: [(sign: String, message: String, remedy: String?)] = [
    ("'for' step is zero", "'for' would never end: it counts in steps of 0", "write another step, or leave it out"),
    (
      "table index is nil", "a table is given a value under a name that is nil",
      "check the name first: if name then … end"
    ),
    (
      "table index is NaN", "a table is given a value under a number that is none",
      "check the sum that gives the number"
    ),
    ("number has no integer representation", "a whole number is needed here", "write math.floor(…) around it"),
    ("stack overflow", "a function calls itself without end", "give it a condition under which it stops"),
    ("C stack overflow", "functions call each other too deep", "give them a condition under which they stop"),
    ("error in error handling", "the rule failed, and failed again while that was told", nil),
    ("resulting string too large", "a text becomes too long", "make it shorter"),
    ("not enough memory", "the rule needs more memory than it may have", "keep less in tables and texts"),
    ("assertion failed!", "what assert(…) checks does not hold", "look at the condition in it"),
    (
      "malformed pattern", "a search pattern is not complete",
      "write %% for a percent sign, and % before ( [ . - and the like"
    ),
    ("unfinished capture", "a search pattern opens ( and does not close it", "write %( for a parenthesis"),
    ("missing '[", "a search pattern is not complete", "write %[ for a bracket"),
    ("invalid pattern capture", "a search pattern closes ) and did not open it", "write %) for a parenthesis"),
    (
      "invalid capture index", "a replacement names a part that the pattern does not have",
      "write %% for a percent sign"
    ),
    ("invalid use of '%' in replacement", "a replacement has a % that means nothing", "write %% for a percent sign"),
    ("invalid conversion", "a format has a % that means nothing", "write %% for a percent sign, %d, %s or %.2f"),
    ("invalid value", "a list holds something that can't be joined to a text", "join texts and numbers only"),
    (
      "wrong number of arguments", "too few or too many values stand in the ( )",
      "look the function up in the reference"
    ),
    ("invalid order function", "the order that a list is sorted by contradicts itself", "write < or >, not <= or >="),
  ]

  private static let shown: [String: String] = [
    "string": "text", "boolean": "yes/no", "function": "a function", "table": "a table", "nil": "nothing",
    "number": "number", "userdata": "a record",
  ]

  /// `nil` as "nothing", `string` as "a text".
  private static func article(_ type: String) -> String {
    switch type {
    case "string": "a text"
    case "number": "a number"
    case "boolean": "yes or no"
    default: shown[type] ?? "something else"
    }
  }

  // MARK: What was tried

  private static func attempt(_ what: String, _ line: String?) -> (message: String, remedy: String?) {
    if what.hasPrefix("compare two ") {
      let type = word(what, after: "compare two ")
      return (
        "two values are compared that have no order (\(article(type)) each)",
        "compare numbers, times or texts: with == anything"
      )
    }
    if what.hasPrefix("compare ") {
      let one = word(what, after: "compare ")
      let other = last(what) ?? "nil"
      return compare(one, other)
    }
    if what.hasPrefix("divide by zero") || what.hasPrefix("perform 'n//0'") {
      return ("a number is divided by 0", "check it first: if n ~= 0 then …")
    }
    if what.hasPrefix("perform 'n%") { return ("a rest is taken by 0", "check it first: if n ~= 0 then …") }
    let name = Subject(what, line: line)
    if what.hasPrefix("perform arithmetic on "), shown[type(what, after: "perform arithmetic on ")] == nil,
      let line, line.contains("months(") || line.contains("years(")
    {
      return (
        "a length in months or years can't be counted with, for no two are alike",
        "write days(30), or days(365); months(1) stands alone, as in every = months(1)"
      )
    }
    for (start, work) in [
      ("perform arithmetic on ", arithmetic), ("perform bitwise operation on ", arithmetic), ("index ", index),
      ("call ", call), ("concatenate ", concatenate), ("get length of ", length),
    ] where what.hasPrefix(start) {
      return work(name, type(what, after: start))
    }
    if let quote = what.firstIndex(of: "'") {
      // "add a 'string' with a 'number'"
      let types = what[quote...].split(separator: "'").map(String.init).filter { shown[$0] != nil }
      if types.contains("nil") { return ("one of the numbers here is missing", "write (value or 0)") }
      let odd = types.first { $0 != "number" } ?? "string"
      return ("\(article(odd)) can't be counted with", "write number(…) around a text that is a number")
    }
    return ("attempt to " + what, nil)
  }

  private static func compare(_ one: String, _ other: String) -> (message: String, remedy: String?) {
    if one == "nil" || other == "nil" {
      let type = one == "nil" ? other : one
      switch type {
      case "number":
        return (
          "a number is compared with a value that is missing",
          "write (contact.field or 0), with the field that may be missing"
        )
      case "string":
        return (
          "a text is compared with a value that is missing",
          "write (contact.field or \"\"), with the field that may be missing"
        )
      default: return ("a value that is missing is compared", "check it first: if contact.field then …")
      }
    }
    if Set([one, other]) == ["number", "string"] {
      return ("a number is compared with a text", "write number(…) around the text, or the number without quotes")
    }
    if one == "boolean" || other == "boolean" {
      return (
        "yes or no is compared with \(article(one == "boolean" ? other : one))",
        "write and between two comparisons: a < b and b < c"
      )
    }
    return (
      "\(article(one)) can't be compared with \(article(other))", "compare numbers with numbers, and texts with texts"
    )
  }

  private static func arithmetic(_ name: Subject, _ type: String) -> (message: String, remedy: String?) {
    if type == "nil" {
      guard let text = name.written else { return ("a number is missing here", "write (value or 0)") }
      return name.isGlobal
        ? ("'\(text)' is not known here", "give it a value first, or check how it is spelt")
        : ("\(text) is missing here", name.profile ?? "write (\(name.example) or 0)")
    }
    let who = name.written ?? article(type)
    let what = name.written == nil ? "" : " (it is \(article(type)))"
    return (
      "\(who) can't be counted with\(what)",
      type == "string"
        ? "write number(\(name.written == nil ? "…" : name.example)) if it is a number"
        : type == "function" ? "call it: \(name.example)()" : "write a number"
    )
  }

  private static func index(_ name: Subject, _ type: String) -> (message: String, remedy: String?) {
    if type == "nil" {
      guard let text = name.written else {
        return ("something is read from a value that is missing", "check it first: if value then …")
      }
      return name.isGlobal
        ? ("'\(text)' is not known here", "check how it is spelt")
        : ("\(text) has no value here", "check it first: if \(name.example) then …")
    }
    return (
      "\(name.written ?? article(type)) has no fields (it is \(article(type)))",
      type == "function" && name.written != nil
        ? "call it: \(name.example)(…)" : "leave out the point or bracket behind it"
    )
  }

  private static func call(_ name: Subject, _ type: String) -> (message: String, remedy: String?) {
    if name.written == "for iterator" {
      return ("'for … in' needs a list", "write for i, x in ipairs(list) do, or for c in contacts() do")
    }
    guard let text = name.written else {
      return ("\(article(type)) is called like a function", "delete the ( ) behind it, or write a comma before them")
    }
    return type == "nil"
      ? ("there is no function '\(text)'", "check how it is spelt")
      : ("'\(text)' is no function (it is \(article(type)))", "delete the ( ) behind it")
  }

  private static func concatenate(_ name: Subject, _ type: String) -> (message: String, remedy: String?) {
    if type == "nil" {
      guard let text = name.written else {
        return ("a text is missing where texts are joined", "write (value or \"\")")
      }
      return name.isGlobal
        ? ("'\(text)' is not known here", "give it a value first, or check how it is spelt")
        : ("\(text) is missing here", name.profile ?? "write (\(name.example) or \"\")")
    }
    return (
      "\(name.written ?? article(type)) can't be joined to a text (it is \(article(type)))",
      type == "boolean"
        ? "write tostring(\(name.written == nil ? "…" : name.example))" : "join one of its fields"
    )
  }

  private static func length(_ name: Subject, _ type: String) -> (message: String, remedy: String?) {
    if type == "nil" {
      guard let text = name.written else { return ("# counts a list that is missing", "write #(list or {})") }
      return ("\(text) is missing here", "write #(\(name.example) or {})")
    }
    return ("# counts lists and texts, and \(name.written ?? "this") is \(article(type))", "delete the #")
  }

  // MARK: What stands in a message

  private static func argument(_ said: String) -> (message: String, remedy: String?) {
    let quoted = said.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    let function = quoted.count > 1 ? String(quoted[1]) : "?"
    let number = said.drop { $0 != "#" }.dropFirst().prefix { $0.isNumber }
    guard let open = said.lastIndex(of: "("), said.hasSuffix(")") else { return (said, nil) }
    let why = said[said.index(after: open)...].dropLast()
    let value =
      number == "1"
      ? "the first value" : number == "2" ? "the second value" : number == "3" ? "the third value" : "one value"
    if let got = why.split(separator: " got ").last, why.contains("expected, got ") {
      let due = String(why.prefix { $0 != " " })
      let isMissing = got == "nil" || got == "no value"
      let message =
        isMissing
        ? "\(value) of \(function)(…) is missing"
        : "\(value) of \(function)(…) has to be \(article(due)), and is \(article(String(got)))"
      let remedy =
        due == "number"
        ? (isMissing ? "write (value or 0)" : "write number(…) around a text that is a number")
        : due == "string" && isMissing
          ? "write (value or \"\")" : due == "table" && isMissing ? "write (list or {})" : nil
      return (message, remedy)
    }
    if why == "value expected" || why == "no value" {
      return ("\(value) of \(function)(…) is missing", "write it between the ( )")
    }
    if why.contains("no integer representation") {
      return ("\(value) of \(function)(…) has to be a whole number", "write math.floor(…) around it")
    }
    return ("\(value) of \(function)(…) is not right: \(why)", nil)
  }

  private static func word(_ text: String, after start: String) -> String {
    String(text.dropFirst(start.count).prefix { $0 != " " })
  }

  /// `nil` of `index a nil value (field 'x')`.
  private static func type(_ text: String, after start: String) -> String {
    let words = text.dropFirst(start.count).split(separator: " ", maxSplits: 2)
    return words.count > 1 ? String(words[1]) : ""
  }

  private static func last(_ text: String) -> String? {
    text.split { $0 == " " || $0 == ")" }.last.map(String.init)
  }
}
