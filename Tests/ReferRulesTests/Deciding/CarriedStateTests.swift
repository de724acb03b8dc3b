import LuaHost
import ReferRules
import TestSupport
import Testing

/// A way to carry something from one contact to the next: what stands at the file's own level, and a rule that answers
/// with a number that is another one if anything came through.
struct Carrier: CustomTestStringConvertible, Sendable {
  let name: String
  let level: String
  let body: String
  /// The answer for each contact, or the error's beginning.
  let answer: String
  var testDescription: String { name }

  init(_ name: String, _ level: String, _ body: String, _ answer: String) {
    (self.name, self.level, self.body, self.answer) = (name, level, body, answer)
  }
}

@Suite("Nothing is carried from one contact to the next")
struct CarriedStateTests {
  static let carriers = [
    Carrier("a number", "local n = 0", "n = n + 1 return n", "1"),
    Carrier("a text", "local s = ''", "s = s .. contact.name return #s", "3"),
    Carrier("a table in a local", "local kept", "kept = kept or {} kept[#kept + 1] = 1 return #kept", "1"),
    Carrier("a table in place of a number", "local n = 0", "if n ~= 0 then return #n end n = { 1, 2 } return 0", "0"),
    Carrier("the contact", "local last", "local was = last last = contact return was and #was.name or 0", "0"),
    Carrier("a list of the contact", "local last", "local was = last last = contact.tags return was and #was or 0", "0"),
    Carrier(
      "a record of the contact", "local last",
      "local was = last last = contact.interactions[1] return was and #was.kind or 0", "0"),
    Carrier("a text of the contact", "local last", "local was = last last = contact.name return was and #was or 0", "0"),
    Carrier(
      "a function", "local f = function() return 0 end",
      "local was = f() local n = #contact.name f = function() return n end return was", "0"),
    Carrier(
      "what a function keeps",
      "local function counter() local n = 0 return function() n = n + 1 return n end end\n"
        + "local count = counter()", "return count()", "1"),
    Carrier(
      "what functions keep three deep",
      "local function a() local n = 0 return function() return function() n = n + 1 return n end end end\n"
        + "local b = a() local c = b()", "c() return b()()", "2"),
    Carrier(
      "what functions in a table keep",
      "tools = {} for i = 1, 3 do local n = 0 tools[i] = function() n = n + 1 return n end end",
      "tools[1]() return tools[1]() + tools[2]()", "3"),
    Carrier(
      "what two functions share",
      "local n = 0 local function up() n = n + 1 end local function get() return n end", "up() return get()", "1"),
    Carrier("an iterator made inside", "local it", "it = it or ('abc'):gmatch('.') return #it()", "1"),
    Carrier(
      "an iterator over pairs", "local it, list = nil, { 5, 6, 7 }",
      "it = it or pairs(list) local _, v = it(list) return v", "5"),
    Carrier(
      "an iterator over a list of the contact", "local it",
      "it = it or pairs(contact.custom) local _, v = it() return #v", "3"),
    Carrier("varargs", "local keep", "local function f(...) keep = keep or { ... } return #keep end return f(1, 2)", "2"),
    Carrier(
      "an error", "local last",
      "local ok, why = pcall(error, { contact.name }) local was = last last = why return was and 9 or #why[1]", "3"),
    Carrier(
      "an error's text", "local last",
      "local ok, why = pcall(error, contact.name) local was = last last = why return was and 9 or 0", "0"),
    Carrier("random numbers", "", "return math.random(999)", "same"),
    Carrier("random numbers drawn", "", "for i = 1, #contact.name do math.random() end return math.random(99)", "same"),
    Carrier("a name", "", "seen = (seen or 0) + 1 return seen", "error: nothing is named 'seen'"),
    Carrier("a name that is set", "seen = 0", "seen = seen + 1 return seen", "error: 'seen' can't be set inside a rule"),
    Carrier("a table of the file", "seen = {}", "seen[1] = 1 return #seen", "error: a table"),
    Carrier("a table behind a table", "t = { u = {} }", "table.insert(t.u, 1) return #t.u", "error: a table"),
    Carrier("a table behind an upvalue", "local t = {}", "t.n = (t.n or 0) + 1 return t.n", "error: a table"),
    Carrier("table.move into the file's", "t = {}", "table.move({ 1 }, 1, 1, 1, t) return #t", "error: a table"),
    Carrier("sorting the file's", "t = { 2, 1 }", "table.sort(t) return t[1]", "error: a table"),
    Carrier("the library of texts", "", "string.seen = 1 return 1", "error: a table"),
    Carrier("the library through a text", "", "('x').seen = 1 return 1", "error: "),
    Carrier("a word", "", "print = 1 return 1", "error: 'print' can't be set inside a rule"),
    Carrier("the contact's own", "", "contact.name = 'x' return 1", "error: "),
    Carrier("settings", "setting 's' { default = 1 }", "settings.s = 2 return 1", "error: "),
    Carrier("conditions", "local c", "c = c or is('city', contact.name) return where({ contact }, c) and 1 or 0", "1"),
    Carrier("memory", "", "local t = {} for i = 1, 200 do t[i] = ('x'):rep(5000 + i) end return #t", "200"),
    Carrier(
      "what a spent budget leaves", "local n = 0",
      "n = n + 1 if contact.name == 'Bob' then while true do end end return n", "1"),
    Carrier(
      "what a caught stop leaves", "local n = 0",
      "pcall(function() n = n + 1 if contact.name == 'Bob' then while true do end end end) return n", "1"),
  ]

  private static func rules(_ carrier: Carrier) -> String {
    """
    \(carrier.level)
    question "q" { ask = "?", answer = function(contact)
      \(carrier.body)
    end, scale = { 0, 999 } }
    """
  }

  private static let contacts = ["Ann", "Bob", "Cyd", "Ann"].enumerated().map { place, name in
    #"{"id":"c\#(place)","name":"\#(name)","city":"x","tags":["a"],"custom":{"k":"abc"},"#
      + #""interactions":[{"at":"2026-01-01","kind":"call"}]}"#
  }

  @Test("each contact is decided as if it were the only one", arguments: carriers)
  func carries(_ carrier: Carrier) throws {
    let trial = try Trial(Self.rules(carrier))
    for contact in Self.contacts {
      let answer = try trial.answer(for: contact)
      #expect(try Trial(Self.rules(carrier)).answer(for: contact) == answer)
      if answer.contains("instructions are spent") { continue }
      if carrier.answer.hasPrefix("error") {
        #expect(answer.hasPrefix(carrier.answer), "\(answer)")
      } else if carrier.answer != "same" {
        #expect(answer == carrier.answer)
      }
    }
    // The same contact, first and last.
    #expect(try trial.answer(for: Self.contacts[0]) == (try trial.answer(for: Self.contacts[3])))
  }

  @Test("iterators that would go on from contact to contact are refused when the file loads")
  func iterators() {
    for level in ["local it = ('abc'):gmatch('.')", "local it = pairs({ 1, 2 })", "its = { ('abc'):gmatch('.') }"] {
      let rules = "\(level)\nquestion 'q' { ask = '?', answer = function() return (it or its[1])() end }"
      let problems = Trial.problems(rules)
      #expect(problems.first?.contains("an iterator can't be kept for a rule") == true, "\(problems)")
    }
  }

  @Test("functions of buckets and shortlists carry nothing either")
  func buckets() throws {
    let rules = """
      local n, ranked = 0, 0
      question "q" { ask = "?" }
      bucket "A" { when = function(contact) n = n + 1 return n > 5 end }
      bucket "B" { score = function(score) n = n + 1 return n > 5 end }
      bucket "C" { otherwise = true }
      shortlist "s" { by = function(contact) ranked = ranked + 1 return ranked end, at_most = 9 }
      """
    let trial = try Trial(rules)
    let shortlist = try #require(trial.loaded.rules.shortlists.first)
    for contact in Self.contacts + Self.contacts {
      let row = try trial.row(contact)
      let decision = trial.decider.decide(row)
      #expect(decision.bucket == "C")
      let verdict = try #require(decision.verdict)
      #expect(try trial.decider.rank(shortlist, row, verdict) == 1)
    }
  }

  @Test("a rules file reaches nothing of another")
  func files() throws {
    let first = try Trial(
      """
      shared = { 1 }
      local n = 0
      question "q" { ask = "?", answer = function() n = n + 1 math.random() return n == 1 end }
      """)
    #expect(try first.answer() == "yes")
    let second = try Trial(
      """
      question "q" { ask = "?", answer = function() return shared ~= nil end }
      question "r" { ask = "?", scale = { 0, 9 }, answer = function() return n or 0 end }
      """)
    #expect(try second.answer("q").hasPrefix("error: nothing is named 'shared'"))
    #expect(try first.answer() == "yes")
  }
}
