import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Fields that a pack does not declare")
struct UndeclaredFieldTests {
  /// Stands in every field that these rules may not see.
  private static let secret = "hush-4711"
  private static let contact = """
    {"id":"hush-4711","name":"Ada","email":"hush-4711","emails":["hush-4711"],"notes":"hush-4711","tags":["hush-4711"],
    "custom":{"Lead":"hush-4711"},"introduced_by":{"name":"Ben","email":"hush-4711","notes":"hush-4711"},
    "introduced":[{"name":"Cy","notes":"hush-4711"}],
    "interactions":[{"at":"2026-01-10T10:00:00Z","kind":"call","notes":"hush-4711","event":{"name":"hush-4711"}}],
    "referrals":[{"id":"hush-4711","direction":"received","need":"hush-4711","prospect":{"name":"Di"}}]}
    """
  private static let reads = FieldSelection([
    "name", "introduced_by", "introduced", "interactions", "interaction.kind", "interaction.event",
  ])

  private func loaded(_ rules: String, printed: @escaping (String) -> Void = { _ in }) throws -> LoadedRules {
    var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    loader.reads = Self.reads
    loader.print = { printed(String(decoding: $1, as: UTF8.self)) }
    return try loader.load(ScriptSource(name: "rules.lua", text: rules))
  }

  /// Expressions over `c`, the contact, `p`, who introduced it, and `i`, its first interaction.
  static let attempts = [
    "c.email", "c['email']", "c['e' .. 'mail']", "c[('liame'):reverse()]", "c[string.char(101, 109, 97, 105, 108)]",
    "c.Email", "c.EMAIL", "c['email ']", "c['email\\0']", "c.emails", "c.emails[1]", "#c.emails", "c.notes", "c.tags[1]",
    "c.custom", "c.custom.Lead", "c.custom['Lead']", "c.id", "c.referrals_received", "c.referrals_received[1].need",
    "c.referrals", "c.answers", "c.buckets", "c.last_interaction_at", "p.email", "p.notes", "p['no' .. 'tes']",
    "c.introduced_by.notes", "c.introduced[1].notes", "c.introduced_by.introduced_by.notes", "i.notes", "i.at",
    "i['notes']", "i.event.name", "i.event['name']", "c.interactions[1].notes", "c.interactions.notes",
    "tostring(c)", "tostring(c.interactions)", "tostring(p)", "c .. ''", "#c", "next(c)", "c[1]", "c[15]",
    "(function() for k, v in pairs(c) do print(k, v) end end)()", "(function() for k, v in pairs(i) do print(k, v) end end)()",
    "(function() for _, v in ipairs(c) do print(v) end end)()", "rawget(c, 'email')", "string.format('%s', c)",
    "table.concat(c.interactions)", "table.unpack(c)", "select(2, pcall(function() return c.email end))",
    "select(2, pcall(function() return c.name.email end))", "select(2, pcall(error, c))", "c < p", "c.name.email",
    "sum(c.interactions, 'notes')", "count(c.interactions, contains('notes', 'hush'))",
    "where(c.interactions, contains('notes', 'hush'))[1]", "sort_by(c.interactions, 'notes')[1]",
    "group_by(c.interactions, 'notes')", "sort_by(c.introduced, 'email')[1].email", "(c.name):gsub('.*', c)",
  ]

  @Test("can't be read from a function by any of these ways", arguments: attempts)
  func functions(_ attempt: String) throws {
    var output = ""
    let rules = try loaded(
      """
      question "q" {
        ask = "?",
        answer = function(c)
          local p, i = c.introduced_by, c.interactions[1]
          local ok, value = pcall(function() return \(attempt) end)
          print(ok, value)
          return ok and (value == "\(Self.secret)" or type(value) == "number" and value ~= 1)
        end,
      }
      bucket "A" { otherwise = true }
      """
    ) { output += $0 }
    let row = try #require(try ContactRows([Self.contact]).rows.first)
    let decision = try Decider(rules, clock: rules.clock).decide(row)
    let error = decision.error.map(\.message) ?? ""
    #expect(!output.contains(Self.secret) && !error.contains(Self.secret), "\(attempt): \(output)\(error)")
    #expect(decision.answers[0].value != 1, "\(attempt): \(output)")
  }

  @Test("there are more than fifty ways") func count() { #expect(Self.attempts.count > 50) }

  @Test("what is declared is read, and nothing else is marked as read")
  func declared() throws {
    let rules = try loaded(
      """
      question "q" {
        ask = "?",
        answer = function(c) return c.name == "Ada" and c.introduced_by.name == "Ben" and c.interactions[1].kind == "call" end,
      }
      bucket "A" { otherwise = true }
      """)
    let row = try #require(try ContactRows([Self.contact]).rows.first)
    let decision = try Decider(rules, clock: rules.clock).decide(row)
    #expect(decision.error == nil && decision.answers[0].value == 1)
    let names = Schema.contact.fields.enumerated().filter { decision.answers[0].reads & (1 << UInt64($0.offset)) != 0 }
    #expect(Set(names.map(\.element.name)) == ["name", "introduced_by", "interactions"])
  }

  @Test(
    "are unknown to conditions when the file loads",
    arguments: [
      "has('email')", "is('notes', 'x')", "contains('introduced_by.notes', 'x')", "has('custom.Lead')", "has_tag('x')",
      "within('last_interaction_at', days(9))", "any_of { has('name'), none_of { has('email') } }",
      "is('interaction.event', 'x')", "is('introduced_by.trust', 3)",
    ])
  func conditions(_ condition: String) {
    let rules = "question 'q' { ask = '?', answer = \(condition) }\nbucket 'A' { otherwise = true }"
    #expect(throws: RulesError.self) { try loaded(rules) }
    #expect(throws: RulesError.self) { try loaded("bucket 'A' { when = \(condition) }\nbucket 'B' { otherwise = true }") }
  }

  @Test("rank no shortlist and are no measure")
  func others() {
    let buckets = "bucket 'A' { otherwise = true }\n"
    #expect(throws: RulesError.self) { try loaded(buckets + "shortlist 's' { by = 'trust', at_most = 3 }") }
    #expect(throws: RulesError.self) {
      try loaded(buckets + "question 'q' { ask = '?', measure = 'trust', points = { { 1, 1 } } }")
    }
  }
}
