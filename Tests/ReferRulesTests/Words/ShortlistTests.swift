import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("shortlist")
struct ShortlistTests {
  /// The ids on the shortlist, best first.
  private func ids(_ shortlist: String, _ contacts: [String], rules: String = Self.rules) throws -> [String] {
    try collected(shortlist, contacts, rules: rules).entries.map(\.id)
  }

  private func collected(_ shortlist: String, _ contacts: [String], rules: String) throws -> ShortlistCollector {
    let trial = try Trial(rules + shortlist)
    var collector = ShortlistCollector(try #require(trial.loaded.rules.shortlists.first))
    let rows = try ContactRows(contacts)
    for row in rows.rows { try collector.offer(trial.decider.decide(row), row, trial.decider) }
    return collector
  }

  private static let rules = """
    question "q" { ask = "?", scale = { 0, 9 }, weight = 9 }
    bucket "A" { when = has("city") }
    bucket "B" { otherwise = true }
    bucket "on" { set = "mode", when = is("mode", "on") }
    bucket "A" { set = "mode", otherwise = true }

    """

  @Test("ties go by id, in the order that people count", arguments: [[10, 9, 1, 2], [2, 1, 9, 10], [9, 10, 2, 1]])
  func ties(order: [Int]) throws {
    let contacts = order.map { "{\"id\":\"row-\($0)\",\"answers\":{\"q\":5}}" }
    #expect(try ids("shortlist \"s\" { by = \"score\", at_most = 3 }", contacts) == ["row-1", "row-2", "row-9"])
  }

  @Test("no more than at_most, and a warning under warn_under")
  func limits() throws {
    let contacts = (0..<7).map { "{\"id\":\"\($0)\",\"answers\":{\"q\":\($0)}}" }
    let list = try collected(
      "shortlist \"s\" { by = \"score\", at_most = 4, warn_under = 5 }", contacts, rules: Self.rules)
    #expect(list.entries.map(\.id) == ["6", "5", "4", "3"])
    #expect(list.entries.map(\.rank) == [6, 5, 4, 3])
    #expect(list.warning == "the shortlist 's' has 4 of the 5 that it should have")
    let full = try collected(
      "shortlist \"s\" { by = \"score\", at_most = 4, warn_under = 4 }", contacts, rules: Self.rules)
    #expect(full.warning == nil)
  }

  @Test("only_in chooses buckets, of every set that has one of that name")
  func onlyIn() throws {
    let contacts = [
      #"{"id":"1","city":"x","mode":"on"}"#, #"{"id":"2","mode":"on"}"#, #"{"id":"3","mode":"off"}"#,
      #"{"id":"4","city":"x","mode":"off"}"#,
    ]
    #expect(
      try ids("shortlist \"s\" { only_in = { \"A\" }, by = \"score\", at_most = 9 }", contacts) == ["1", "3", "4"])
    #expect(try ids("shortlist \"s\" { only_in = { \"on\" }, by = \"score\", at_most = 9 }", contacts) == ["1", "2"])
    #expect(try ids("shortlist \"s\" { only_in = \"B\", by = \"score\", at_most = 9 }", contacts) == ["2", "3"])
    #expect(try ids("shortlist \"s\" { by = \"score\", at_most = 9 }", contacts) == ["1", "2", "3", "4"])
  }

  @Test("by a field: numbers, times, counts and flags; who has none is not on the list")
  func fields() throws {
    let contacts = [
      #"{"id":"1","trust":2,"met_at":"2026-01-02","tags":["a"],"friend":false,"n":"5"}"#,
      #"{"id":"2","trust":4,"met_at":"2026-01-01","tags":["a","b"],"friend":true,"n":"x"}"#, #"{"id":"3"}"#,
    ]
    func by(_ field: String) throws -> [String] {
      try ids("shortlist \"s\" { by = \"\(field)\", at_most = 9 }", contacts)
    }
    #expect(try by("trust") == ["2", "1"])
    #expect(try by("met_at") == ["1", "2"])
    #expect(try by("tags") == ["2", "1", "3"])
    #expect(try by("friend") == ["2", "1"])
    #expect(try by("custom.n") == ["1"])
  }

  @Test("by a function, each with a budget of its own; nil is not on the list")
  func functions() throws {
    let contacts = (0..<40).map { "{\"id\":\"\($0)\",\"trust\":\($0)}" }
    let work = "local n = 0 for i = 1, 20000 do n = n + 1 end"
    let list =
      """
      shortlist "s" { at_most = 9, by = function(contact)
        \(work) if contact.trust < 38 then return nil end return -contact.trust
      end }
      """
    #expect(try ids(list, contacts) == ["38", "39"])
    let error = #expect(throws: Decision.Failure.self) {
      try ids("shortlist \"s\" { by = function(contact) return 0/0 end, at_most = 9 }", contacts)
    }
    #expect(error?.message.contains("what is no number (nan)") == true)
  }

  @Test("a function that ranks with no number is an error with its line")
  func wrongRank() throws {
    for (value, kind) in [("'x'", "a text"), ("true", "yes or no"), ("{}", "a table")] {
      let list = "shortlist \"s\" { by = function(contact) return \(value) end, at_most = 9 }"
      do {
        _ = try ids(list, ["{}"])
        Issue.record("no error for \(value)")
      } catch let error as Decision.Failure {
        #expect(error.message == "the function that ranks 's' must return a number, here it is \(kind)")
        #expect(error.line == 6)
      }
    }
  }

  @Test(
    "what a shortlist can't be",
    arguments: [
      ("by = 'scor', at_most = 3", "did you mean 'score'?"), ("by = 'trst', at_most = 3", "did you mean 'trust'?"),
      ("by = 'city', at_most = 3", "'city' is a text: a shortlist is ranked by a number, a time or a count"),
      ("by = 3, at_most = 3", "must be \"score\""),
      ("by = 'score', at_most = 0", "'at_most' of shortlist 's' must be 1 or more"),
      ("by = 'score', at_most = 1.5", "must be a whole number"),
      ("by = 'score'", "needs 'at_most'"), ("at_most = 3", "needs 'by'"),
      ("by = 'score', at_most = 3, only_in = { 'AA' }", "no bucket is named 'AA'; did you mean 'A'?"),
      ("by = 'score', at_most = 3, only_in = { 'a' }", "no bucket is named 'a'; did you mean 'A'?"),
      ("by = 'score', at_most = 3, only_in = 3", "must be a list of names"),
      ("by = 'score', at_most = 3, warn_under = 'x'", "must be a whole number"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems(Self.rules + "shortlist \"s\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("6:") && $0.contains(message) }, "\(problems)")
  }
}
