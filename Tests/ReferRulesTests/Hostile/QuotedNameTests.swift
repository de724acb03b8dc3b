import TestSupport
import Testing

@testable import ReferRules

/// A message names the keys that the rules themselves write, and no text of a contact.
@Suite("messages quote the rules alone")
struct QuotedNameTests {
  private static let contact =
    #"{"id":"7","name":"Ada Secretname","custom":{"a":"b"},"interactions":[{"at":"2026-01-01T10:00:00Z","kind":"call"},"#
    + #"{"at":"2026-01-02T10:00:00Z","kind":"call"}]}"#

  private func message(_ body: String) throws -> String {
    let trial = try Trial("question 'q' { ask = '?', answer = function(c)\n\(body) end }\nbucket 'b' { otherwise = true }")
    let error = try #require(try trial.decide(Self.contact).error, "it ended well: \(body)")
    #expect(error.line == 2)
    return error.message
  }

  @Test(
    "a name of the contact stands in none",
    arguments: [
      "return c[c.name]", "return settings[c.name]", "return me[c.name]", "return _ENV[c.name]", "_ENV[c.name] = 1",
      "return money(5, c.name)", "return sort_by(c.interactions, 'at', c.name)", "return sort_by({ c, c }, c.name)",
      "return group_by({ c }, c.name)", "c[c.name] = 1", "c.custom[c.name] = 1", "string[c.name] = 1",
      "return c.interactions[c.name]", "c.interactions[c.name] = 1", "return c[c.name:lower()]", "return answers[c.name]",
      "return require(c.name)", "return c.interactions[1][c.name]", "return time(c.name)", "return days(c.name)",
      "return is(c.name)", "return c.name.name.name", "return c.name + 1", "return c.name(c)", "return #c.name > c.name",
    ])
  func withheld(_ body: String) throws {
    let message = try message(body)
    #expect(!message.lowercased().contains("secretname"), "\(message)")
  }

  @Test(
    "a name of the rules does",
    arguments: [
      ("return c.nosuch", "'nosuch'"), ("return c['no such']", "'no such'"), ("return settings.mine", "'mine'"),
      ("c.nickname = 1", "'nickname'"), ("found = 1", "'found'"), ("return money(5, 'Dollars')", "'Dollars'"),
      ("local key = 'wherever' return c[key]", "'wherever'"), ("return c.interactions.first", "'first'"),
    ])
  func quoted(_ body: String, _ name: String) throws {
    let message = try message(body)
    #expect(message.contains(name), "\(message)")
  }
}
