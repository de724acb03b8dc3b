import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("setting")
struct SettingTests {
  /// What `settings.s` is, as tostring writes it.
  private func value(_ fields: String, given: String? = nil, expression: String = "settings.s") throws -> String {
    let text = "setting \"s\" { \(fields) }\nquestion \"q\" { ask = tostring(\(expression)) }"
    let trial = try Trial(text, settings: given.map { ["s": $0] } ?? [:])
    return try #require(trial.loaded.rules.questions.first?.ask)
  }

  @Test(
    "of every kind: what the user sets, else the default, else nothing",
    arguments: [
      ("", nil, "nil"), ("kind = 'text'", "x", "x"), ("default = 'a'", nil, "a"), ("default = 'a'", "b", "b"),
      ("kind = 'number'", "5", "5"), ("kind = 'number'", "2.5", "2.5"), ("default = 3", nil, "3"),
      ("default = 3", "4", "4"),
      ("kind = 'yesno'", "yes", "true"), ("default = no", "true", "true"), ("default = yes", "No", "false"),
      ("kind = 'length'", "2d", "172800"), ("kind = 'length', default = days(1)", nil, "86400"),
      ("kind = 'date'", "2026-01-02", "1767312000"),
      ("kind = 'date', default = '2026-01-02'", nil, "1767312000"), ("choices = { 'a', 'b' }, default = 'a'", "b", "b"),
      ("kind = 'number', range = { 1, 5 }", "5", "5"),
    ] as [(String, String?, String)])
  func kinds(fields: String, given: String?, due: String) throws {
    #expect(try value(fields, given: given) == due)
  }

  @Test(
    "a length of months works where a length is due",
    arguments: [("default = months(2)", nil), ("kind = 'length'", "2mo")] as [(String, String?)])
  func months(fields: String, given: String?) throws {
    let text = "setting \"s\" { \(fields) }\nquestion \"q\" { ask = \"?\", answer = within(\"met_at\", settings.s) }"
    let trial = try Trial(text, settings: given.map { ["s": $0] } ?? [:])
    #expect(try trial.answer(for: #"{"met_at":"2025-11-16"}"#) == "yes")
    #expect(try trial.answer(for: #"{"met_at":"2025-11-15"}"#) == "no")
  }

  @Test
  func `a contact is somebody with an id and a name, whoever named them`() throws {
    let rules = """
      setting "s" { kind = "contact" }
      setting "d" { kind = "contact", default = "Dan" }
      question "id" { ask = "?", answer = function(c) return c.id == settings.s.id end }
      question "name" { ask = "?", answer = is("name", settings.s) }
      bucket "A" { needs = { "id" }, title = settings.s.name .. " and " .. settings.d.name }
      bucket "B" { otherwise = true, hand_to = settings.s }
      """
    func decide(_ given: GivenSetting, _ contact: String) throws -> Decision {
      var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
      loader.settings = ["s": given]
      loader.person = { $0 == "gr" ? GivenSetting.Person(id: "7", name: "Grace Kim") : nil }
      let loaded = try loader.load(ScriptSource(name: "rules.lua", text: rules))
      #expect(loaded.rules.sets[0].buckets[0].title?.hasSuffix(" and Dan") == true)
      return try Decider(loaded, clock: loaded.clock).decide(try #require(try ContactRows([contact]).rows.first))
    }
    let grace = GivenSetting(.person(GivenSetting.Person(id: "7", name: "Grace Kim")), isKept: true)
    for given in [grace, GivenSetting(.text("gr"))] {
      #expect(try decide(given, #"{"id":"7","name":"grace kim"}"#).bucket == "A")
      let other = try decide(given, #"{"id":"8","name":"Grace Kim"}"#)
      #expect(other.bucket == "B" && other.answers[1].value == 1)
      #expect(other.verdict?.why.contains("hand on to Grace Kim") == true)
    }
    // Somebody who is in no book has a name alone.
    let nobody = try decide(GivenSetting(.text("Zoe")), #"{"id":"8","name":"Zoe"}"#)
    #expect(nobody.verdict?.why.contains("hand on to Zoe") == true && nobody.answers[0].value == 0 && nobody.answers[1].value == 1)
  }

  @Test(
    arguments: [
      ("tostring(settings.s.email)", "a contact that is a setting has no field 'email'; it has id and name"),
      ("settings.s .. ''", "join one of its fields"), ("settings.s + 1", "counted with"), ("settings.s < settings.s", "order"),
    ])
  func `a contact is used by its fields`(expression: String, message: String) {
    let text = "setting 's' { kind = 'contact' }\nlocal x = \(expression)"
    let problems = Trial.problems(text, settings: ["s": "Zoe"])
    #expect(problems.count == 1 && problems.first?.contains(message) == true, "\(problems)")
  }

  @Test
  func `what is kept may outlast its setting, and tells how to give another value`() throws {
    func load(_ rules: String, _ given: GivenSetting) throws -> [String] {
      var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
      loader.settings = ["s": given]
      do {
        _ = try loader.load(ScriptSource(name: "rules.lua", text: rules))
        return []
      } catch let error as RulesError { return error.diagnostics.map(\.description) }
    }
    let kept = GivenSetting(.text("x"), command: "refer set our-buckets.", isKept: true)
    #expect(try load("question 'q' { ask = '?' }", kept).isEmpty)
    #expect(
      try load("setting 's' { kind = 'number' }", kept) == [
        "rules.lua: error: the setting 's' must be a number; write refer set our-buckets.s=3"
      ])
    #expect(
      try load("setting 's' { default = 'a', choices = { 'a', 'b' } }", kept) == [
        "rules.lua: error: the setting 's' must be one of: a, b; write refer set our-buckets.s=…"
      ])
    let person = GivenSetting(.person(GivenSetting.Person(id: "7", name: "Grace")), command: "refer set p.", isKept: true)
    #expect(try load("setting 's' { kind = 'length' }", person).first?.hasSuffix("write refer set p.s=90d") == true)
  }

  @Test("it can be read in functions, and not be changed")
  func inFunctions() throws {
    let trial = try Trial(
      """
      setting "s" { default = 3 }
      question "q" { ask = "?", answer = function(contact) return contact.trust >= settings.s end }
      """,
      settings: ["s": "5"])
    #expect(try trial.answer(for: #"{"trust":4}"#) == "no")
    #expect(try trial.answer(for: #"{"trust":5}"#) == "yes")
  }

  @Test(
    "what the user may not set",
    arguments: [
      ("kind = 'number'", "x", "the setting 's' must be a number; write --set s=3"),
      ("kind = 'number'", "nan", "must be a number"),
      ("kind = 'yesno'", "maybe", "must be yes or no; write --set s=yes"),
      ("kind = 'length'", "2", "must be a length of time, such as 90d"),
      ("kind = 'date'", "soon", "must be a date, such as 2026-05-23"),
      ("kind = 'number', range = { 1, 5 }", "6", "must be from 1 to 5"),
      ("choices = { 'north', 'south' }", "nort", "must be one of: north, south; did you mean 'north'?"),
    ])
  func refused(fields: String, given: String, message: String) {
    let problems = Trial.problems("setting \"s\" { \(fields) }\nquestion \"q\" { ask = \"?\" }", settings: ["s": given])
    #expect(problems.count == 1)
    #expect(problems.first?.contains(message) == true, "\(problems)")
  }

  @Test("a setting that no rule declares gets the nearest")
  func unknown() {
    let text = "setting \"colleague\" { }\nsetting \"region\" { }"
    #expect(
      Trial.problems(text, settings: ["colleage": "x"]) == [
        " error: no setting is named 'colleage'; did you mean 'colleague'?"
      ])
    #expect(
      Trial.problems(text, settings: ["x": "x"]) == [
        " error: no setting is named 'x'; its settings are: colleague, region"
      ])
    #expect(Trial.problems("x = 1", settings: ["x": "x"]).first?.contains("this file declares no setting") == true)
    let read = Trial.problems("setting \"colleague\" { }\nx = settings.colleage")
    #expect(read.first?.hasPrefix("2:") == true)
    #expect(read.first?.contains("no setting is named 'colleage'; did you mean 'colleague'?") == true)
  }

  @Test(
    "what a setting can't be",
    arguments: [
      ("kind = 'numbr'", "'kind' of setting 's' can't be \"numbr\"; did you mean \"number\"?"),
      ("kind = 'x'", "it is one of: text, number, yesno, length, date, contact"),
      ("kind = 'number', default = 'x'", "'default' of setting 's' must be a number, here it is a text"),
      ("kind = 'yesno', default = 1", "must be yes or no"),
      ("kind = 'date', default = 'x'", "must be a date"),
      ("kind = 'text', default = 3", "must be a text, here it is a number"),
      ("default = 9, range = { 1, 5 }", "'default' of setting 's' must be from 1 to 5"),
      ("default = 'x', choices = { 'a' }", "'default' of setting 's' must be one of: a"),
      ("range = { 1, 5 }", "'range' goes with numbers only"),
      ("kind = 'number', choices = { 'a' }", "'choices' goes with texts only"),
      ("range = { 5, 1 }, kind = 'number'", "must go from low to high"), ("choices = { 1 }", "must be a list of names"),
      ("default = {}", "here it is a table"),
    ])
  func mismatches(fields: String, message: String) {
    let problems = Trial.problems("setting \"s\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix("1:") && $0.contains(message) }, "\(problems)")
  }
}
