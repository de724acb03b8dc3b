import Testing

/// Conditions that were written to hang the program or to fill its memory, each with the limit that it meets.
struct HostileConditions: CustomTestStringConvertible, Sendable {
  enum End: Sendable {
    /// Refused when it is loaded, on this line, with a message that holds this.
    case refused(Int, String)
    /// Stopped while a contact is decided.
    case stopped(Int, String)
    /// It is decided, or nobody can tell.
    case decided(String)
  }

  let testDescription: String
  let rules: String
  let end: End

  private init(_ name: String, _ lines: [String], _ end: End) {
    testDescription = name
    rules = lines.joined(separator: "\n")
    self.end = end
  }

  private static let buckets = ["bucket 'A' { when = c }", "bucket 'B' { otherwise = true }"]

  private static func stated(_ name: String, _ lines: [String], _ end: End) -> HostileConditions {
    HostileConditions(name, lines + buckets, end)
  }

  private static func asked(_ name: String, _ body: [String], _ end: End) -> HostileConditions {
    HostileConditions(
      name, ["local k = contains('notes', 'zzz')", "question 'q' { ask = '?', answer = function(c)"] + body + ["end }"], end)
  }

  static let all = sizes + texts + functions + trials + memory

  // MARK: Sizes

  private static let sizes: [HostileConditions] = [
    stated(
      "shared forty times over", ["local c = is('city', 'Rome')", "for i = 1, 40 do c = all_of { c, c } end"],
      .refused(2, "more than 10000 parts")),
    stated(
      "shared twelve times over", ["local c = is('city', 'Rome')", "for i = 1, 12 do c = all_of { c, c } end"],
      .decided("B")),
    stated(
      "nested ten thousand deep", ["local c = is('city', 'Rome')", "for i = 1, 10000 do c = any_of { c } end"],
      .refused(2, "nested more than 100 deep")),
    stated(
      "nested as deep as may be", ["local c = is('city', 'Rome')", "for i = 1, 99 do c = any_of { c } end"],
      .decided("B")),
    stated(
      "fifty thousand tests", ["local t = {}", "for i = 1, 50000 do t[i] = contains('notes', 'zz' .. i) end", "c = any_of(t)"],
      .refused(3, "more than 10000 parts")),
    stated(
      "values by a table in a table",
      ["local t = {} for i = 1, 400 do t[i] = 'z' .. i end", "local u = {} for i = 1, 400 do u[i] = t end", "c = is('city', u)"],
      .refused(3, "more than 100000 values")),
    stated(
      "texts of megabytes", ["local t = {} for i = 1, 3 do t[i] = i .. ('x'):rep(500000) end", "c = is('city', t)"],
      .refused(2, "longer than 1 MiB together")),
    HostileConditions(
      "one large condition in many buckets",
      [
        "local t = {} for i = 1, 9000 do t[i] = is('city', 'z' .. i) end", "local c = any_of(t)",
        "for i = 1, 100 do", "  bucket('b' .. i) { when = c }", "end",
      ], .refused(4, "more than 50000 parts together")),
    HostileConditions(
      "one large condition in many questions",
      [
        "local t = {} for i = 1, 9000 do t[i] = is('city', 'z' .. i) end", "local c = any_of(t)",
        "for i = 1, 100 do", "  question('q' .. i) { ask = '?', answer = c }", "end",
      ], .refused(4, "more than 50000 parts together")),
    HostileConditions(
      "a score of halves", ["local s = at_least(1)", "for i = 1, 30 do s = any_of { s, s } end", "bucket 'A' { score = s }"],
      .refused(2, "more than 10000 parts")),
  ]

  // MARK: Long texts

  private static let texts: [HostileConditions] = [
    stated(
      "thousands of texts looked for in a long one",
      ["local t = {} for i = 1, 9000 do t[i] = contains('notes', 'zz' .. i) end", "c = any_of(t)"],
      .stopped(1, "spent on conditions alone")),
    HostileConditions(
      "thousands of texts, in a question",
      [
        "local t = {} for i = 1, 9000 do t[i] = contains('notes', 'zz' .. i) end",
        "question 'q' { ask = '?', answer = any_of(t) }",
      ], .stopped(2, "spent on conditions alone")),
    HostileConditions(
      "thousands of texts, in a guard and a follow-up",
      [
        "bucket 'B' { otherwise = true }", "local t = {} for i = 1, 9000 do t[i] = contains('notes', 'zz' .. i) end",
        "follow_up 'f' {", " from = 'met', when = any_of(t), every = days(1), note = 'x' }",
      ], .stopped(3, "spent on conditions alone")),
    stated(
      "a text made to be searched slowly", ["c = contains('notes', ('x'):rep(20000) .. 'z')"], .decided("B")),
    stated(
      "three hundred honest ones over the same notes",
      ["local t = {} for i = 1, 300 do t[i] = contains('notes', 'golf' .. i) end", "c = any_of(t)"], .decided("B")),
    stated(
      "a list of five thousand honest values",
      ["local t = {} for i = 1, 5000 do t[i] = 'city ' .. i end", "c = any_of { is('city', t), is_not('region', t) }"],
      .decided("B")),
  ]

  // MARK: Functions

  private static let functions: [HostileConditions] = [
    asked(
      "shared forty times over, in a function",
      ["local k = is('kind', 'x')", "for i = 1, 40 do k = all_of { k, k } end", "return count(c.interactions, k) > 0"],
      .stopped(4, "budget")),
    asked(
      "nested in a function", ["local k = is('kind', 'x')", "for i = 1, 200 do k = any_of { k } end", "return true"],
      .stopped(4, "nested more than 100 deep")),
    asked("asked a million times", ["for i = 1, 1000000 do count({ c }, k) end"], .stopped(3, "budget")),
    asked("asked, and caught", ["while true do pcall(count, { c }, k) end"], .stopped(3, "budget")),
    asked("where, over and over", ["while true do where({ c }, k) end"], .stopped(3, "budget")),
    asked(
      "a large condition asked of many",
      ["local t = {} for i = 1, 400 do t[i] = contains('notes', 'z' .. i) end", "return count(c.interactions, any_of(t)) > 0"],
      .stopped(4, "budget")),
    asked(
      "a list of texts made for each of many",
      ["local t = {} for i = 1, 1000 do t[i] = 'z' .. i end", "while true do t[1] = t[1] .. 'y' is('city', t) end"],
      .stopped(4, "budget")),
    asked(
      "an honest condition asked of two thousand", ["return count(c.interactions, contains('notes', 'golf')) > 0"],
      .decided("no")),
  ]

  // MARK: Trials

  private static func open(_ lines: [String]) -> [String] {
    ["for i = 1, 12 do question('q' .. i) { ask = '?' } end"] + lines + ["bucket 'Z' { otherwise = true }"]
  }

  private static let trials: [HostileConditions] = [
    HostileConditions(
      "many buckets of large conditions and open questions",
      open([
        "local t = {} for i = 1, 200 do t[i] = all_of { is('q' .. i % 12 + 1, true), is('q' .. i % 12 + 1, false) } end",
        "for i = 1, 100 do bucket('b' .. i) { when = any_of(t) } end",
      ]), .refused(3, "more than 50000 parts together")),
    HostileConditions(
      "fewer buckets of large conditions and open questions",
      open([
        "local t = {} for i = 1, 200 do t[i] = all_of { is('q' .. i % 12 + 1, true), is('q' .. i % 12 + 1, false) } end",
        "for i = 1, 50 do bucket('b' .. i) { when = any_of(t) } end",
      ]), .decided("cannot tell whether it is settled: the conditions are too large")),
    HostileConditions(
      "honest buckets and open questions",
      open(["for i = 1, 12 do bucket('b' .. i) { when = all_of { is('q' .. i, true), is('city', 'Rome') } } end"]),
      .decided("Z")),
  ]

  // MARK: Memory

  private static let memory: [HostileConditions] = [
    stated(
      "lists of texts that are kept",
      ["local t = {} for i = 1, 90000 do t[i] = ('z'):rep(5) .. i end", "for i = 1, 140 do t[1] = 'a' .. i; c = is('city', t) end"],
      .refused(2, "more than 32 MiB of memory is needed")),
    stated(
      "a million numbers", ["for i = 1, 1200000 do c = at_least('trust', i) end"],
      .refused(1, "more than 32 MiB of memory is needed")),
    stated(
      "a million amounts", ["for i = 1, 1200000 do money(i, 'EUR') end"],
      .refused(1, "more than 32 MiB of memory is needed")),
    HostileConditions(
      "declarations that are kept",
      ["local s = ('x'):rep(900000)", "for i = 1, 100 do", "  question('q' .. i) { ask = s .. i } end"],
      .refused(3, "more than 32 MiB of memory is needed")),
  ]
}
