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
    loader.print = { printed(String(decoding: $0, as: UTF8.self)) }
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
