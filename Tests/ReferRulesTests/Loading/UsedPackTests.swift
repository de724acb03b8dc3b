import ReferModel
import ReferRules
import TestSupport
import Testing

@Suite("Rules that build on a pack")
struct UsedPackTests {
  static let pack = """
    limit = 2
    setting "least" { default = 1 }
    question "in_law" { ask = "Are they in law?", answer = is("industry", "law"), weight = 2 }
    question "near" { ask = "Are they near?", answer = function(contact) return contact.city == "Oslo" end }
    bucket "A" { title = "Get to know", score = at_least(settings.least) }
    bucket "B" { otherwise = true }
    template "hello" { subject = "Hello", text = "Dear {{contact.name}}" }
    example "proves itself elsewhere" { given = {}, expect = { bucket = "Z" } }
    """

  private func source(_ name: String, _ text: String) -> ScriptSource { ScriptSource(name: name, text: text) }

  private func used(
    _ text: String = pack, name: String = "pack", reads: [String] = ["name", "industry", "city"], uses: Set<String> = [],
    settings: [String: String] = [:]
  ) -> UsedPack {
    UsedPack(
      name: name, source: source("\(name)/rules.lua", text), reads: FieldSelection(reads), uses: uses,
      settings: settings.mapValues { GivenSetting(.text($0)) })
  }

  private func load(
    _ rules: String, _ packs: [UsedPack]? = nil, printed: @escaping (String) -> Void = { _ in }
  ) throws -> Decider {
    var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    loader.packs = packs ?? [used()]
    loader.print = { printed(String(decoding: $1, as: UTF8.self)) }
    let loaded = try loader.load(source("rules.lua", rules))
    return try Decider(loaded, clock: loaded.clock)
  }

  private func problems(_ rules: String, _ packs: [UsedPack]? = nil) -> [String] {
    do {
      _ = try load(rules, packs)
      return []
    } catch let error as RulesError {
      return error.diagnostics.map(\.description)
    } catch { return ["\(error)"] }
  }

  private static let lawyer = #"{"id":"1","name":"Ada","industry":"law","city":"Bergen","trust":4,"notes":"hush-4711"}"#

  private func bucket(_ decider: Decider, _ contact: String = lawyer) throws -> String? {
    let rows = try ContactRows([contact])
    return decider.decide(rows.rows[0]).bucket
  }

  @Test func `all that it declares holds, but its examples`() throws {
    let decider = try load("use 'pack'")
    #expect(try bucket(decider) == "A")
    #expect(decider.loaded.rules.examples.isEmpty)
    #expect(decider.loaded.rules.settings.isEmpty)
  }

  @Test(
    "what is declared again below changes it field by field",
    arguments: [
      ("question 'in_law' { weight = 0.5 }", "B"), ("question 'in_law' { answer = no_answer }", "B"),
      ("bucket 'A' { score = at_least(3) }", "B"), ("question 'near' { answer = has('name') }", "A"),
      ("question 'near' { weight = -5, answer = has('name') }", "B"), ("bucket 'A' { title = 'Mine' }", "A"),
      ("question 'mine' { ask = '?', answer = is('city', 'Bergen'), weight = -9 }", "B"),
    ])
  func overrides(_ rules: String, _ expected: String) throws {
    let decider = try load("no_answer = function() return false end\nuse 'pack'\n" + rules)
    #expect(try bucket(decider) == expected)
    #expect(decider.loaded.rules.sets.flatMap(\.buckets).map(\.name) == ["A", "B"])
    #expect(decider.loaded.rules.questions.first?.ask == "Are they in law?")
  }

  @Test func `a template is worded anew, and keeps its subject`() throws {
    let rules = try load("use 'pack'\ntemplate 'hello' { text = 'Hi {{contact.trust or \"you\"}}' }").loaded.rules
    #expect(rules.templates.map(\.name) == ["hello"])
  }

  @Test func `each answer tells whose it is`() throws {
    let decider = try load("use 'pack'\nquestion 'near' {\n  answer = function(c) return c.city == 'Bergen' end,\n}")
    let rows = try ContactRows([Self.lawyer])
    let lines = Explanation(decider.decide(rows.rows[0]), rows.rows[0], decider).answers
    #expect(lines[0].contains("by pack/rules.lua:3"), "\(lines[0])")
    #expect(lines[1].contains("by rules.lua:3"), "\(lines[1])")
  }

  @Test(
    "an answer that is changed below is told where that stands",
    arguments: [
      ("question 'in_law' { answer = is('city', 'Bergen') }", "rules.lua:3"), ("question 'in_law' { weight = 3 }", "pack/rules.lua:3"),
      ("question 'in_law' {\n  weight = 2,\n  answer = is('city', 'Bergen'),\n}", "rules.lua:3"),
      ("question 'in_law' {\n  answer = function(c) return c.city == 'Bergen' end,\n}", "rules.lua:4"),
    ])
  func changedAnswers(_ rules: String, _ place: String) throws {
    let decider = try load("use 'pack'\n\n" + rules)
    let rows = try ContactRows([Self.lawyer])
    let lines = Explanation(decider.decide(rows.rows[0]), rows.rows[0], decider).answers
    #expect(lines[0].contains("by \(place) "), "\(lines[0])")
  }

  @Test(
    "a function of the library is placed where it is given",
    arguments: [
      ("question 'q' { ask = '?',\n answer = tostring }", "rules.lua:3: the answer to 'q' must be yes or no"),
      ("bucket 'C' { set = 'z',\n when = tostring }", "rules.lua:3: a bucket's function must return true or false"),
      ("question 'near' { ask = '?',\n answer = tostring }", "rules.lua:3: the answer to 'near' must be"),
    ])
  func libraryFunctions(_ rules: String, _ message: String) throws {
    let rows = try ContactRows([Self.lawyer])
    let error = try #require(try load("use 'pack'\n" + rules).decide(rows.rows[0]).error)
    #expect("\(error.file):\(error.line): \(error.message)".hasPrefix(message), "\(error)")
    let own = try #require(try load("use 'pack'", [used(rules)]).decide(rows.rows[0]).error)
    #expect(own.file == "pack/rules.lua" && own.line == 2, "\(own)")
  }

  @Test(
    "a name that the pack may not see is not shown as read by it",
    arguments: [
      ("question 'q' { ask = '?', answer = has('introduced_by') }", "introduced_by = id 9"),
      ("question 'q' { ask = '?', answer = function(c) return c.introduced_by ~= nil end }", "introduced_by = id 9"),
      ("question 'q' { ask = '?', answer = has('met_event') }", "met_event = set"),
      ("question 'q' { ask = '?', answer = has('met_event') }\nbucket 'A' { when = has('met_event') }", "met_event = set"),
    ])
  func hiddenNames(_ text: String, _ told: String) throws {
    let contact =
      #"{"id":"1","name":"Ada","met_at":"2026-01-10","introduced_by":{"id":"9","name":"hush-4711"},"met_event":{"name":"hush-4711"}}"#
    let rows = try ContactRows([contact])
    func explained(_ rules: String, _ packs: [UsedPack]) throws -> String {
      let decider = try load(rules, packs)
      let explanation = Explanation(decider.decide(rows.rows[0]), rows.rows[0], decider)
      return explanation.lines.joined(separator: "\n") + "\n\(explanation.reads)"
    }
    let hidden = try explained("use 'pack'", [used(text, reads: ["introduced_by", "met_event"])])
    #expect(hidden.contains(told) && !hidden.contains("hush"), "\(hidden)")
    for reads in [["introduced_by", "met_event", "name", "event.name"]] {
      #expect(try explained("use 'pack'", [used(text, reads: reads)]).contains("hush-4711"))
    }
    #expect(try explained(text, []).contains("hush-4711"))
  }

  @Test func `an event is not named to a pack that may not see its name`() throws {
    let contact = #"{"id":"1","interactions":[{"at":"2026-01-10","kind":"call","event":{"name":"hush-4711"}}]}"#
    let rows = try ContactRows([contact])
    let rule = "follow_up 'f' { from = 'event_attended', steps = { { after = days(9), note = 'x' } } }\nthank_you 't' { on = 'event_attended' }"
    let reads = ["interactions", "interaction.at", "interaction.event", "events", "event.at"]
    for (names, isShown) in [(reads, false), (reads + ["event.name"], true)] {
      let duties = try load("use 'pack'", [used(rule, reads: names)]).decide(rows.rows[0]).duties
      let why = duties.followUps.map(\.why) + duties.thankYous.map(\.why)
      #expect(why.count == 2 && why.allSatisfy { $0.contains("at hush-4711") == isShown }, "\(why)")
    }
  }

  @Test func `a pack that does not use another changes nothing of it`() throws {
    let base = used("question 'base' { ask = '?', answer = has('name') }\ntemplate 'hello' { text = 'x' }", name: "base", reads: ["name"])
    for text in ["question 'base' { weight = 9 }", "template 'hello' { text = 'y' }"] {
      let found = problems("use 'base'\nuse 'pack'", [used(text), base])
      #expect(found.contains { $0.contains("is declared twice") }, "\(found)")
      #expect(problems("use 'pack'", [used("use 'base'\n" + text, uses: ["base"]), base]).isEmpty)
    }
  }

  @Test func `one that uses another names what that declares`() throws {
    let base = used(
      """
      question "base" { ask = "?", answer = has("name") }
      bucket "near" { set = "base", when = is("base", yes) }
      shortlist "few" { only_in = "near", by = "score", at_most = 3 }
      template "hello" { text = "hi" }
      """, name: "base", reads: ["name"])
    let text = """
      use "base"
      bucket "A" { needs = { "base" }, when = all_of { is("base", yes), in_bucket("near", "base") } }
      shortlist "mine" { only_in = "near", by = "score", at_most = 3 }
      follow_up "f" { from = "met", steps = { { after = days(9), send = "hello", only_in = { "few" } } } }
      guard "g" { before = "asking", when = in_bucket("near"), say = "x" }
      """
    let upper = used(text, reads: ["name", "met_at"], uses: ["base"])
    #expect(try load("use 'pack'", [upper, base]).decide(try ContactRows([Self.lawyer]).rows[0]).verdict?.places.map(\.bucket) == ["near", "A"])
    #expect(problems("use 'pack'\nuse 'base'", [used(String(text.dropFirst(10)), reads: ["name", "met_at"]), base]).count == 7)
  }

  @Test func `what the user adds to a pack's score and sets counts there`() throws {
    let pack = used(
      """
      question "in_law" { ask = "?", answer = is("industry", "law") }
      bucket "A" { score = at_least(1) }
      bucket "B" { otherwise = true }
      bucket "C" { set = "second", when = in_bucket("A") }
      """)
    func places(_ rules: String) throws -> [String?] {
      try load(rules, [pack]).decide(try ContactRows([Self.lawyer]).rows[0]).verdict?.places.map(\.bucket) ?? []
    }
    #expect(try places("use 'pack'") == ["A", "C"])
    #expect(try places("bucket 'mine' { when = has('notes') }\nuse 'pack'") == ["mine", nil])
    #expect(try places("use 'pack'\nquestion 'mine' { ask = '?', answer = has('notes'), weight = -1 }") == ["B", nil])
    #expect(try places("use 'pack'\nquestion 'mine' { ask = '?', answer = has('notes'), weight = 0 }") == ["A", "C"])
  }

  @Test func `now is that of the run for a pack too`() throws {
    let text = "question 'late' { ask = '?', answer = function() return now > time '2027-01-01' end }"
    let loaded = try load("use 'pack'", [used(text)]).loaded
    let decider = try Decider(loaded, clock: Clock(now: try Instant(rfc3339: "2028-01-15T12:00:00Z"), zone: .utc))
    #expect(decider.decide(try ContactRows([Self.lawyer]).rows[0]).answers.map(\.value) == [1])
  }

  @Test func `its settings are its own`() throws {
    let rules = "setting 'least' { default = 9 }\nuse 'pack'\nquestion 'mine' { ask = '?', answer = function() return settings.least == 9 end }"
    #expect(try bucket(try load(rules, [used(settings: ["least": "3"])])) == "A")
    #expect(try bucket(try load(rules, [used(settings: ["least": "4"])])) == "B")
  }

  @Test(
    "a pack sees no more than it declares, and the user's rules see all",
    arguments: [
      "contact.notes", "contact['no' .. 'tes']", "mine", "helper(contact)", "settings.secret", "answers.theirs", "me.email",
    ])
  func masked(_ attempt: String) throws {
    var output = ""
    let rules = """
      mine = "hush-4711"
      function helper(contact) return contact.notes end
      setting "secret" { default = "hush-4711" }
      use "pack"
      question "theirs" { ask = "?", choices = { { "hush-4711", 1 } }, answer = function() return "hush-4711" end }
      question "all" { ask = "?", answer = function(contact) return contact.notes == mine and helper(contact) == mine end, weight = 8 }
      """
    let spy = """
      local function try(contact) return pcall(function() return \(attempt) end) end
      question "spy" { ask = "?", answer = function(contact) print(try(contact)) return false end }
      bucket "A" { when = function(contact, given, score)
        print(try(contact))
        print(pcall(function() return given.theirs end))
        return score >= 8
      end }
      bucket "B" { otherwise = true }
      """
    let decider = try load(rules, [used(spy)]) { output += $0 }
    #expect(try bucket(decider) == "A")
    #expect(output.contains("false") && !output.contains("hush"), "\(output)")
  }

  @Test(
    "what its declarations name is held to the fields that it declares",
    arguments: [
      "question 'q' { ask = '?', answer = is('trust', 'x') }", "question 'q' { ask = '?', answer = has('notes') }",
      "bucket 'A' { when = has('trust') }", "bucket 'A' { otherwise = true }\nshortlist 's' { by = 'trust', at_most = 3 }",
      "template 't' { text = '{{contact.trust}}' }", "template 't' { text = 'x {{contact.name}}', must_say = { 'contact.trust' } }",
    ])
  func declared(_ text: String) {
    let found = problems("use 'pack'", [used(text)])
    #expect(found.contains { $0.hasPrefix("pack/rules.lua:") && $0.contains("has no field") }, "\(found)")
  }

  @Test func `the same names in the user's own file are all there`() throws {
    let rules = """
      use "pack"
      question "in_law" { answer = is("notes", "hush-4711") }
      bucket "A" { when = has("trust") }
      shortlist "s" { by = "trust", at_most = 3 }
      """
    #expect(try bucket(try load(rules)) == "A")
  }

  @Test func `a problem in what changes it is told where that stands`() {
    let found = problems("use 'pack'\n\nquestion 'in_law' {\n  weight = 'much',\n}")
    #expect(found.first?.hasPrefix("rules.lua:4:") == true, "\(found)")
    let own = problems("use 'pack'", [used("question 'q' {\n  ask = 5,\n}")])
    #expect(own.first?.hasPrefix("pack/rules.lua:2:") == true, "\(own)")
  }

  @Test(
    "a pack that can't be used is an error with its line",
    arguments: [
      ("\nuse 'other'", "rules.lua:2: error: no pack 'other' is installed"), ("use(5)", "rules.lua:1: error: the first value of use(…) has to be a text"),
      ("question 'q' { ask = '?', answer = function() use 'pack' end }", ""),
    ])
  func unknown(_ rules: String, _ message: String) throws {
    if message.isEmpty {
      let decider = try load(rules)
      let rows = try ContactRows(["{}"])
      #expect(decider.decide(rows.rows[0]).error?.message.contains("stands at the file's own level") == true)
      return
    }
    let found = problems(rules)
    #expect(found.first?.contains(message) == true, "\(found)")
  }

  @Test func `a pack uses another only where its manifest says so`() throws {
    let base = used("question 'base' { ask = '?', answer = has('name'), weight = 3 }", name: "base", reads: ["name"])
    let text = "use 'base'\nquestion 'base' { weight = 1 }\nbucket 'A' { score = at_least(1) }\nbucket 'B' { otherwise = true }"
    let upper = used(text, uses: ["base"])
    #expect(try bucket(try load("use 'pack'\nbucket 'A' { score = at_least(2) }", [upper, base])) == "B")
    let found = problems("use 'pack'", [used(text), base])
    #expect(found.first?.contains("pack/rules.lua:1: error: pack can't use 'base'") == true, "\(found)")
  }

  @Test func `two packs that declare one name are told so`() {
    let found = problems(
      "use 'one'\nuse 'two'",
      [used("question 'q' { ask = '?' }", name: "one"), used("\nquestion 'q' { ask = '?' }", name: "two")])
    #expect(found.first?.contains("is declared twice") == true, "\(found)")
  }

  @Test func `a file that begins with a carriage return keeps its own lines`() throws {
    let found = problems("use 'pack'", [used("\rquestion 'q' { ask = '?', answer = is('trust', 'x') }")])
    #expect(found.first?.hasPrefix("pack/rules.lua:2:") == true, "\(found)")
  }
}
