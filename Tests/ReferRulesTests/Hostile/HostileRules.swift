import Testing

/// Rules that were written to hang, to fill the memory or to smuggle something into a message: the class `template` of
/// the hostile scripts, with follow-ups, thanks and guards.
///
/// Line 1 is a bucket that all are in, so that what is said of a line can't be right by chance.
struct HostileRules: CustomTestStringConvertible, Sendable {
  enum End: Sendable {
    /// Refused when it is loaded, on this line, with a message that holds this.
    case refused(Int, String)
    /// Stopped while a contact is decided, or a message or a guard of theirs is looked at.
    case stopped(Int, String)
    /// It does no harm: messages hold this.
    case harmless(String)
  }

  let testDescription: String
  let rules: String
  let end: End

  private init(_ name: String, _ lines: [String], _ end: End) {
    testDescription = name
    rules = (["bucket \"all\" { otherwise = true }"] + lines).joined(separator: "\n")
    self.end = end
  }

  private static func template(_ name: String, _ text: String, _ end: End) -> HostileRules {
    HostileRules(name, ["template \"t\" {", "  text = \(text) }"], end)
  }

  private static func follow(_ name: String, _ fields: String, _ end: End) -> HostileRules {
    HostileRules(name, ["follow_up \"f\" {", "  \(fields) }"], end)
  }

  static let all = texts + functions + followUps + thanksAndGuards

  // MARK: Texts

  private static let texts: [HostileRules] = [
    template("a text of megabytes", "('x'):rep(1000000)", .refused(3, "at most 64 KiB")),
    template("a text for which there is no memory", "('x'):rep(1 << 40)", .refused(3, "a text becomes too long")),
    template("ten thousand places", "('{{now}}'):rep(10000)", .refused(3, "at most 64 KiB")),
    template("two thousand places", "('{{now}}'):rep(2000)", .refused(3, "at most 1000 places")),
    template("braces in braces", "('{'):rep(30000) .. ('}'):rep(30000)", .refused(3, "can't stand in another")),
    template("a place in a place in a place", "'{{ {{ {{contact.name}} }} }}'", .refused(3, "can't stand in another")),
    template("filter after filter", "'{{contact.notes' .. (' | upper'):rep(7000) .. '}}'", .refused(3, "at most 8 filters")),
    template("a thousand alternatives", "'{{' .. ('contact.organization or '):rep(1000) .. 'contact.name}}'", .harmless("Ada")),
    template("a filter with an argument", "[[{{contact.name | upper \"%n%n%n\"}}]]", .refused(3, "'upper' takes nothing")),
    template("a date of percent signs", "'{{now | date \"' .. ('%%'):rep(9) .. '%\"}}'", .refused(3, "%")),
    template("a date without end", "'{{now | date \"' .. ('%A'):rep(20000) .. '\"}}'", .stopped(3, "longer than 65536")),
    template("a date of strange letters", "[[{{now | date \"%E%O%+%\u{1F600}\"}}]]", .refused(3, "%E")),
    template("codes of a terminal", "'\\27[2J\\27]0;gone\\7'", .refused(3, "no control characters; here is U+001B")),
    template("a zero inside", "'Dear\\0friend'", .refused(3, "here is U+0000")),
    template("values that grow by filters", "('{{contact.notes | upper}}'):rep(900)", .stopped(3, "longer than 65536")),
    HostileRules(
      "a subject of two lines", ["template \"t\" {", "  subject = 'Hi\\nBcc: all@example.com', text = 'x' }"],
      .refused(3, "is one line")),
    HostileRules(
      "a subject with lines of the data", ["template \"t\" {", "  subject = '{{contact.nickname}}', text = 'x' }"],
      .harmless("A Bcc: all@example.com")),
    template("data with codes of a terminal", "'{{contact.title}}'", .harmless("red[31m")),
    HostileRules(
      "a thousand templates", ["for i = 1, 1000 do template('t' .. i) { text = 'x' } end"], .refused(2, "at most 500")),
  ]

  // MARK: Functions

  private static func function(_ name: String, _ body: String, _ why: String, line: Int = 3) -> HostileRules {
    template(name, "function(contact, record, me) \(body) end", .stopped(line, why))
  }

  private static let functions: [HostileRules] = [
    function("a loop", "while true do end", "budget"),
    function("a loop that catches", "while true do pcall(error) end", "budget"),
    function("memory", "local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end", "budget"),
    function("depth", "local function f(n) return 1 + f(n + 1) end return f(1)", "budget"),
    function("doubling", "local s = 'x' while true do s = s .. s end", "budget"),
    function("a pattern", "return (('a'):rep(3000):gsub(('a*'):rep(20) .. 'b', ''))", "budget"),
    function("too long", "return ('x'):rep(100000)", "longer than 65536"),
    function("codes of a terminal from a function", "return '\\27[2J'", "here is U+001B"),
    function("bytes that are no text", "return '\\xFF\\xFE'", "not UTF-8"),
    function("a table", "return { 'x' }", "must return a text"),
    function("itself", "return contact.met_at", "must return a text"),
    function("a change of the contact", "contact.name = 'x' return 'x'", "can't be changed"),
    function("a change of me", "me.name = 'x' return 'x'", "can't be changed"),
  ]

  // MARK: Follow-ups

  private static let followUps: [HostileRules] = [
    follow("every nothing", "from = 'met', every = 0, note = 'x'", .refused(3, "longer than nothing")),
    follow("every less than nothing", "from = 'met', every = -days(1), note = 'x'", .refused(3, "longer than nothing")),
    follow("every infinity", "from = 'met', every = math.huge, note = 'x'", .refused(3, "every")),
    follow("every no number", "from = 'met', every = 0/0, note = 'x'", .refused(3, "every")),
    follow("every billion days", "from = 'met', every = days(9e8), note = 'x'", .refused(3, "too large a number")),
    follow("every five hundred years", "from = 'met', every = days(200000), note = 'x'", .refused(3, "a hundred years")),
    follow("before the flood", "from = 'birthday', steps = { { after = -days(200000), note = 'x' } }", .refused(3, "a hundred years")),
    follow("every billionth of a second", "from = 'met', every = hours(1e-12), note = 'x'", .harmless("")),
    follow("every instant after each talk", "from = 'one_to_one', every = hours(1e-12), note = 'x'", .harmless("")),
    follow(
      "a hundred thousand steps",
      "from = 'met', steps = (function() local t = {} for i = 1, 100000 do t[i] = { after = days(i), note = 'x' } end return t end)()",
      .refused(3, "at most 100")),
    follow("a note of megabytes", "from = 'met', every = days(1), note = ('x'):rep(1000000)", .refused(3, "at most 4096 bytes")),
    follow("ended by what starts it", "from = 'one_to_one', every = days(1), note = 'x', until_on = { 'one_to_one' }", .refused(3, "names what starts it")),
    follow("a condition that loops", "from = 'met', when = function() while true do end end, every = days(1), note = 'x'", .stopped(3, "budget")),
    HostileRules(
      "a thousand rules", ["for i = 1, 1000 do follow_up('f' .. i) { from = 'met', every = days(1), note = 'x' } end"],
      .refused(2, "at most 500")),
    HostileRules(
      "many rules over many talks",
      ["for i = 1, 400 do", "  follow_up('f' .. i) { from = 'one_to_one', every = days(1), note = 'x' }", "end"],
      .stopped(3, "too many to look at")),
    HostileRules(
      "all steps over all talks",
      [
        "local steps = {}", "for i = 1, 100 do steps[i] = { after = days(i), note = 'x' } end",
        "for i = 1, 400 do", "  follow_up('f' .. i) { from = 'one_to_one', steps = steps }", "end",
      ], .stopped(5, "too many to look at")),
  ]

  // MARK: Thanks and guards

  private static func thanks(_ name: String, _ fields: String, _ end: End) -> HostileRules {
    HostileRules(name, ["thank_you \"h\" {", "  on = 'one_to_one', \(fields) }"], end)
  }

  private static let thanksAndGuards: [HostileRules] = [
    thanks("a gift that is a table", "gift = function() return { 'gold' } end", .stopped(3, "must be a text or nil")),
    thanks("a gift that loops", "gift = function() repeat until false end", .stopped(3, "budget")),
    thanks("a gift of megabytes", "gift = function() return ('x'):rep(50000) end", .stopped(3, "longer than 4096")),
    thanks("a written gift of megabytes", "gift = ('x'):rep(1000000)", .refused(3, "at most 4096")),
    thanks("a condition that eats memory", "when = function() local t = {} while true do t[#t + 1] = {} end end", .stopped(3, "budget")),
    thanks("money that is none", "gift = function() if money(0/0, 'USD') < money(1, 'USD') then return 'x' end end", .stopped(3, "money needs an amount")),
    thanks("money of dollars and euros", "gift = function() if money(1, 'EUR') < money(1, 'USD') then return 'x' end end", .stopped(3, "can't be compared")),
    thanks("money without end", "gift = function() return money(1e300, 'USD') and 'x' end", .stopped(3, "too large")),
    thanks("within nothing", "within = 0", .refused(3, "longer than nothing")),
    HostileRules(
      "many thanks for many talks",
      ["for i = 1, 400 do", "  thank_you('h' .. i) { on = 'one_to_one' }", "end"], .stopped(3, "too many to look at")),
    HostileRules(
      "a guard that loops", ["guard \"g\" {", "  before = 'sending', when = function() while true do end end, say = 'x' }"],
      .stopped(3, "budget")),
    HostileRules(
      "a guard that says a table", ["guard \"g\" {", "  before = 'sending', say = { 'x' } }"], .refused(3, "must be a text")),
  ]
}
