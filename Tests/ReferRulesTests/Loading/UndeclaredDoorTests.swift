import ReferModel
import TestSupport
import Testing

@testable import ReferRules

/// The ways to a contact's fields that are not a rule's function.
@Suite("Fields that a pack does not declare, by other doors")
struct UndeclaredDoorTests {
  private static let contact = """
    {"id":"7","name":"Ada","met_at":"2026-01-10","met_event":{"name":"hush-4711"},"trust":4,
    "introduced_by":{"name":"hush-4711"},"birthday":"1980-01-20",
    "interactions":[{"at":"2026-01-10T10:00:00Z","kind":"call","event":{"name":"hush-4711"}}],
    "referrals":[{"id":"r1","direction":"received","at":"2026-01-12","prospect":{"name":"hush-4711"}}]}
    """

  private func loaded(_ rules: String, _ reads: [String]) throws -> LoadedRules {
    var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    loader.reads = FieldSelection(reads)
    loader.profile = Profile(["name": "hush-4711"])
    return try loader.load(ScriptSource(name: "rules.lua", text: rules))
  }

  private func problems(_ rules: String, _ reads: [String]) throws -> [String] {
    do {
      _ = try loaded(rules, reads)
      return []
    } catch let error as RulesError { return error.diagnostics.map(\.description) }
  }

  // MARK: Templates

  static let paths = [
    "contact.trust", "contact.email", "contact.custom.Lead", "contact.introduced_by", "contact.introduced_by.name",
    "contact.met_event", "contact.met_event.name", "contact.tags", "introducer.name", "introducer", "event.name", "event",
    "prospect.name", "prospect", "giver.name", "other_side.email", "introduced.trust", "referral.need", "referral.value",
    "promise.what", "gift.what", "me.name", "me",
  ]

  @Test("no place of a template shows them, whatever stands in for it", arguments: paths)
  func places(_ path: String) throws {
    let forms = ["{{\(path)}}", "{{\(path) or \"you\"}}", "{{contact.met_at or \(path)}}", "{{\(path) | upper}}"]
    for form in forms {
      #expect(try !problems("template 't' { text = [[\(form)]] }", ["met_at"]).isEmpty, "\(form)")
      let subject = "template 't' { subject = [[\(form)]], text = 'hi' }"
      #expect(try !problems(subject, ["met_at"]).isEmpty, "\(form)")
    }
    let said = "template 't' { text = function() return '' end, must_say = { '\(path)' } }"
    #expect(try !problems(said, ["met_at"]).isEmpty, "\(path)")
  }

  @Test("a field of a template that is not declared is told of as one that is not there, with what to do")
  func told() throws {
    #expect(
      try problems("template 't' { text = [[Hi {{contact.trust}}]] }", ["name"]) == [
        "rules.lua:1:30: error: text of template 't': a contact has no field 'trust'; this pack does not declare it: "
          + "add \"trust\" to 'reads' in pack.toml"
      ])
    #expect(
      try problems("template 't' { text = [[Hi {{contact.nonsense}}]] }", ["name"]) == [
        "rules.lua:1:30: error: text of template 't': a contact has no field 'nonsense'"
      ])
    #expect(
      try problems("template 't' { text = [[{{prospect.name}}]] }", ["name"]) == [
        "rules.lua:1:27: error: text of template 't': no field that this pack declares leads to 'prospect'; "
          + "add one of these to 'reads' in pack.toml: \"referral.prospect\""
      ])
  }

  @Test(
    "a record that only an undeclared field leads to is not there when a message is written",
    arguments: [
      (["event.name", "interaction.event"], "{{event.name or 'none'}}"),
      (["event.name", "events"], "{{event or 'none'}}"),
    ])
  func links(reads: [String], text: String) throws {
    let rules = try loaded("template 't' { text = [[\(text)]] }", reads + ["name"])
    let decider = try Decider(rules, clock: rules.clock)
    let row = try #require(try ContactRows([Self.contact]).rows.first)
    let template = try #require(decider.template(named: "t"))
    #expect(try decider.message(template, decider.scope(row, for: template)).text == "none")
  }

  @Test("what a message answers has no undeclared link, for places and for functions")
  func answered() throws {
    let rules = """
      template 'places' { text = [[{{event.name or 'none'}}]] }
      template 'code' { text = function(c, record) return tostring(record and record.event or 'none') end }
      follow_up 'a' { from = 'met', steps = { { after = days(30), send = 'places' } } }
      follow_up 'b' { from = 'met', steps = { { after = days(30), send = 'code' } } }
      thank_you 'c' {
        on = 'met', gift = function(c, record) return record and record.name or 'none' end,
      }
      """
    let hidden = try loaded(rules, ["met_at", "event.name", "events"])
    let decider = try Decider(hidden, clock: hidden.clock)
    let row = try #require(try ContactRows([Self.contact]).rows.first)
    let duties = decider.decide(row).duties
    #expect(duties.thankYous.map(\.gift) == ["none"])
    for step in duties.followUps {
      let scope = try #require(decider.scope(of: step, row))
      let template = try #require(step.template.flatMap(decider.template))
      #expect(try decider.message(template, scope).text == "none", "\(step.rule)")
    }
    #expect(duties.followUps.count == 2)
    let shown = try loaded(rules, ["met_at", "event.name", "met_event"])
    #expect(try Decider(shown, clock: shown.clock).decide(row).duties.thankYous.map(\.gift) == ["hush-4711"])
  }

  // MARK: Occurrences

  @Test("no sequence, end or thanks hangs on an occurrence whose facts are not declared", arguments: Occurrence.Kind.allCases)
  func occurrences(_ kind: Occurrence.Kind) throws {
    let name = kind.rawValue
    let rules = [
      "follow_up 'f' { from = '\(name)', steps = { { after = days(7), note = 'x' } } }",
      "follow_up 'f' { from = '\(kind == .added ? "bucket_changed" : "added")', every = days(7), note = 'x', until_on = { '\(name)' } }",
      "thank_you 't' { on = '\(name)' }",
    ]
    for rule in rules {
      #expect(try problems(rule, kind.facts).isEmpty, "\(rule)")
      for (place, fact) in kind.facts.enumerated() {
        var reads = kind.facts
        reads.remove(at: place)
        let found = try problems(rule, reads)
        #expect(found.count == 1, "\(rule)")
        let told = "'\(name)' reads '\(fact)', which this pack does not declare; add \"\(fact)\" to 'reads' in pack.toml"
        #expect(found.first?.hasSuffix(told) == true, "\(found)")
      }
    }
  }

  @Test("the facts of every occurrence are fields that a pack can declare")
  func facts() {
    for kind in Occurrence.Kind.allCases {
      for fact in kind.facts { #expect(FieldSelection.fault(fact) == nil, "\(fact)") }
      for role in kind.roles { #expect(kind.fact(of: role).flatMap(FieldSelection.fault) == nil) }
    }
    for root in TemplatePath.Root.allCases {
      for link in root.links { #expect(FieldSelection.fault(link) == nil, "\(link)") }
    }
  }

  @Test("whom it is with, by a link that is not declared")
  func roles() throws {
    let rule = "thank_you 't' { on = 'referral_received', with = 'prospect' }"
    let facts = Occurrence.Kind.referralReceived.facts
    #expect(try problems(rule, facts).first?.contains("'prospect' reads 'referral.prospect'") == true)
    #expect(try problems(rule, facts + ["referral.prospect"]).isEmpty)
    let step = "follow_up 'f' { from = 'referral_given', steps = { { after = 0, note = 'x', with = 'prospect' } } }"
    #expect(try problems(step, Occurrence.Kind.referralGiven.facts).count == 1)
  }

  // MARK: Conditions and measures

  @Test(
    "conditions of guards, thanks and follow-ups",
    arguments: ["at_least('trust', 3)", "is('introduced_by', 'Ben')", "has('birthday')", "any_of { has_tag('x') }"])
  func late(_ condition: String) throws {
    let reads = ["met_at", "introduced_by"]
    for rule in [
      "guard 'g' { before = 'asking', when = \(condition), say = 'no' }",
      "guard 'g' { before = 'asking', unless = \(condition), say = 'no' }", "thank_you 't' { on = 'met', when = \(condition) }",
      "follow_up 'f' { from = 'met', every = days(9), note = 'x', when = \(condition) }",
      "question 'q' { ask = '?', answer = \(condition) }", "bucket 'A' { when = \(condition) }",
      "shortlist 's' { by = 'trust', at_most = 3 }",
    ] {
      #expect(try !problems(rule, reads).isEmpty, "\(rule)")
      #expect(try problems(rule, reads + ["trust", "name", "birthday", "tags"]).isEmpty, "\(rule)")
    }
  }

  @Test("functions of guards, thanks, gifts and shortlists read nothing", arguments: ["c.trust", "c.introduced_by.name", "c.birthday"])
  func lateFunctions(_ read: String) throws {
    let rules = """
      bucket 'A' { otherwise = true }
      thank_you 't' { on = 'met', gift = function(c) return tostring(\(read)) end }
      """
    let decider = try Decider(loaded(rules, ["met_at", "introduced_by"]), clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    let row = try #require(try ContactRows([Self.contact]).rows.first)
    let error = try #require(decider.decide(row).error)
    #expect(error.message.contains("has no field") && !error.message.contains("hush"))
    let guarded = try loaded(
      "bucket 'A' { otherwise = true }\nguard 'g' { before = 'asking', when = function(c) return \(read) end, say = 'no' }",
      ["met_at", "introduced_by"])
    let other = try Decider(guarded, clock: guarded.clock)
    #expect(throws: Decision.Failure.self) { try other.guards(before: .asking, row, other.decide(row)) }
  }

  @Test("a measure counts by time only where the time is declared, and done_by names kinds only where they are")
  func measures() throws {
    let rule = "question 'q' { ask = '?', measure = 'interactions', over = days(90), points = { { 0, 0 } } }"
    #expect(try problems(rule, ["interactions"]).first?.contains("add \"interaction.at\" to 'reads'") == true)
    #expect(try problems(rule, ["interactions", "interaction.at"]).isEmpty)
    let deed = "follow_up 'f' { from = 'met', every = days(9), note = 'x', done_by = { 'call' } }"
    #expect(try problems(deed, ["met_at"]).count == 1)
    #expect(try problems(deed, ["met_at", "interactions", "interaction.at", "interaction.kind"]).isEmpty)
  }
}
