import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("Templates in files of their own")
struct TemplateFileTests {
  private func loaded(_ rules: String, _ files: [(String, String)], reads: [String]? = nil) throws -> LoadedRules {
    var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    loader.reads = reads.map { FieldSelection($0) }
    return try loader.load(
      ScriptSource(
        ScriptSource(name: "p/rules.lua", text: rules),
        modules: [("lib", ScriptSource(name: "p/lib.lua", text: "return 3\n"))],
        templates: files.map { name, text in
          (name.split(separator: ".").first.map(String.init) ?? "", ScriptSource(name: "p/templates/\(name)", text: text))
        }))
  }

  private func problems(_ rules: String, _ files: [(String, String)], reads: [String]? = nil) throws -> [String] {
    do {
      _ = try loaded(rules, files, reads: reads)
      return []
    } catch let error as RulesError { return error.diagnostics.map(\.description) }
  }

  private func message(_ text: String) throws -> Message {
    let rules = try loaded("", [("hello.md", text)])
    let decider = try Decider(rules, clock: rules.clock)
    let row = try #require(try ContactRows([#"{"id":"7","first_name":"Ada"}"#]).rows.first)
    let template = try #require(decider.template(named: "hello"))
    return try decider.message(template, decider.scope(row, for: template))
  }

  @Test(
    arguments: [
      ("Subject: Hi {{contact.first_name}}\n\nDear {{contact.first_name}},\n\nbye\n", "Hi Ada", "Dear Ada,\n\nbye"),
      ("Dear {{contact.first_name}}\n", nil, "Dear Ada"), ("subject:Hi\n  \none", "Hi", "one"),
      ("Subject: Hi\r\n\r\none\r\ntwo\r\n", "Hi", "one\ntwo"), ("\u{FEFF}Subject: Hi\n\none", "Hi", "one"),
      ("The Subject: none", nil, "The Subject: none"), ("one\n\nSubject: two\n\n\n", nil, "one\n\nSubject: two"),
      ("Subject: Hi\n\n\none", "Hi", "\none"), ("return 'no Lua, and it''s fine", nil, "return 'no Lua, and it''s fine"),
    ] as [(String, String?, String)])
  func `a subject, an empty line and the text; or the text alone`(text: String, subject: String?, body: String) throws {
    let message = try message(text)
    #expect(message.subject == subject && message.text == body)
  }

  @Test(
    arguments: [
      ("", "p/templates/a.txt:1: error: template 'a' has no text; write it, or take the file away"),
      (" \n\n", "p/templates/a.txt:1: error: template 'a' has no text; write it, or take the file away"),
      ("Subject:\n\nx", "p/templates/a.txt:1: error: template 'a' has an empty subject; write one behind 'Subject:', or …"),
      ("Subject: x\ny", "p/templates/a.txt:2: error: template 'a' has no empty line behind its subject; put one in"),
      ("Subject: x\n\n", "p/templates/a.txt:1: error: template 'a' has a subject and no text; write it below an empty line"),
      ("Hi\n\n  é {{contact.nam}}", "p/templates/a.txt:3:7: error: text of template 'a': a contact has no field 'nam'; did you …"),
      ("Subject: é {{contact.nam}}\n\nx", "p/templates/a.txt:1:14: error: subject of template 'a': a contact has no field …"),
      ("Subject: x\r\n\r\none\r\n{{two", "p/templates/a.txt:4:3: error: text of template 'a': …"),
    ])
  func `what is wrong is told with the file and its own line`(text: String, due: String) throws {
    let found = try problems("template 'b' { text = 'x' }\n\n", [("a.txt", text)])
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix(due.split(separator: "…", omittingEmptySubsequences: false)[0]) == true, "\(found)")
  }

  @Test func `a problem shows the line of the template`() throws {
    let error = #expect(throws: RulesError.self) { try loaded("", [("a.txt", "one\n{{contact.nam}}\n")]) }
    #expect(error?.description.contains("\n  2 | {{contact.nam}}\n") == true, "\(error?.description ?? "")")
  }

  @Test func `a name is declared once`() throws {
    let rules = "\ntemplate 'a' { text = 'x' }"
    let told = "template \"a\" is declared twice, first on"
    #expect(
      try problems(rules, [("a.txt", "x")]) == [
        "p/templates/a.txt:1: error: \(told) line 2; give one of them another name"
      ])
    #expect(
      try problems("", [("a.md", "x"), ("a.txt", "x")]) == [
        "p/templates/a.txt:1: error: \(told) line 1 of p/templates/a.md; give one of them another name"
      ])
  }

  @Test func `rules send it by its name, and a value that is missing names its line`() throws {
    let rules = try loaded(
      """
      require "lib"
      follow_up 'f' { from = 'met', steps = { { after = days(1), send = 'hello' } } }
      """, [("hello.txt", "Subject: Hi\n\nHi\nto {{contact.city}}")])
    let decider = try Decider(rules, clock: rules.clock)
    let row = try #require(try ContactRows([#"{"id":"7","met_at":"2026-01-14"}"#]).rows.first)
    #expect(decider.decide(row).duties.followUps.map(\.template) == ["hello"])
    let template = try #require(decider.template(named: "hello"))
    let error = #expect(throws: Decision.Failure.self) { try decider.message(template, decider.scope(row, for: template)) }
    #expect(error?.file == "p/templates/hello.txt" && error?.line == 4)
    #expect(try problems("follow_up 'f' { from = 'met', every = days(9), send = 'helo' }", [("hello.md", "x")]).count == 1)
  }

  @Test func `it shows what the pack declares`() throws {
    let file = [("a.txt", "Hi\n{{contact.trust}}")]
    #expect(
      try problems("", file, reads: ["name"]) == [
        "p/templates/a.txt:2:3: error: text of template 'a': a contact has no field 'trust'; this pack does not declare it: "
          + "add \"trust\" to 'reads' in pack.toml"
      ])
    #expect(try problems("", file, reads: ["trust"]).isEmpty)
  }

  @Test func `what rules declare comes before the file of a pack that they use`() throws {
    func load(_ rules: String) throws -> [Template] {
      var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
      let pack = ScriptSource(
        ScriptSource(name: "p/rules.lua", text: "question 'q' { ask = '?' }"), modules: [],
        templates: [("a", ScriptSource(name: "p/templates/a.txt", text: "theirs {{contact.name}}"))])
      loader.packs = [
        UsedPack(name: "p", source: pack, reads: FieldSelection(["name"]), uses: [], settings: [:])
      ]
      return try loader.load(ScriptSource(name: "rules.lua", text: rules)).rules.templates
    }
    #expect(try load("use 'p'\ntemplate 'a' { text = 'mine' }").map { $0.text("") } == ["mine"])
    #expect(try load("use 'p'").map(\.name) == ["a"])
  }
}

extension Template {
  /// Its text, where that has no places.
  fileprivate func text(_ fallback: String) -> String {
    guard case .text(let text) = body, case .text(let only)? = text.parts.first else { return fallback }
    return only
  }
}
