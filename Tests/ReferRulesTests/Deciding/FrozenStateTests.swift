import LuaHost
import ReferRules
import TestSupport
import Testing

@Suite("Nothing is kept between contacts")
struct FrozenStateTests {
  @Test(
    "writing to what is given is an error that names file and line",
    arguments: [
      "contact.city = 'x'", "contact.interactions[1] = {}", "contact.interactions[1].kind = 'x'",
      "contact.custom.x = 1",
      "table.insert(contact.tags, 'x')", "seen = 1", "total = total + 1", "list[1] = 2", "list.n = 1",
      "nested.deep.er = 2",
      "table.insert(list, 1)", "captured.x = 1", "string.upper = nil", "math.pi = 3", "is = nil", "_G.x = 1",
      "settings.s = 2",
      "rawset(list, 1, 2)", "table.sort(list)", "answers.q = true", "now = 3", "yes = no",
    ])
  func writing(statement: String) throws {
    let trial = try Trial(
      """
      total = 0
      list = { 3, 1, 2 }
      nested = { deep = { er = 1 } }
      local captured = { x = 0 }
      setting "s" { default = 1 }
      question "q" { ask = "?", answer = function(contact)
        local keep = captured
        \(statement)
        return true
      end }
      """)
    let decision = try trial.decide(#"{"tags":["a"],"x":"y","interactions":[{"at":"2026-01-01"}]}"#)
    let error = try #require(decision.error)
    #expect(error.line == 8)
    #expect(error.file == "rules.lua")
    #expect(!error.message.contains("nil value") && !error.message.contains("userdata"), "\(error.message)")
  }

  @Test("a captured number, text or flag is put back before each contact")
  func captured() throws {
    let trial = try Trial(
      """
      local count, last, first = 0, "", true
      question "q" { ask = "?", scale = { 0, 9 }, answer = function(contact)
        count = count + 1
        last = last .. "x"
        if not first then return 9 end
        first = false
        return count + #last
      end }
      """)
    for _ in 0..<3 { #expect(try trial.answer() == "2") }
  }

  @Test("what a function makes for itself it may change")
  func own() throws {
    let trial = try Trial(
      """
      words = { "b", "a" }
      question "q" { ask = "?", answer = function(contact)
        local copy = {}
        for _, word in ipairs(words) do table.insert(copy, word) end
        table.sort(copy)
        return copy[1] == "a"
      end }
      """)
    for _ in 0..<2 { #expect(try trial.answer() == "yes") }
  }

  @Test("rules ask for no lists of contacts, and declare nothing while they run")
  func lists() throws {
    for call in ["contacts()", "interactions()", "referrals()", "events()"] {
      let trial = try Trial("question \"q\" { ask = \"?\", answer = function() return #\(call) > 0 end }")
      #expect(try trial.decide().error?.message.contains("a rule sees one contact at a time") == true)
    }
    let trial = try Trial("question \"q\" { ask = \"?\", answer = function() question \"r\" { ask = \"?\" } end }")
    #expect(try trial.decide().error?.message.contains("stands at the file's own level") == true)
  }

  @Test("the same contacts in another order are decided alike")
  func order() throws {
    let text = """
      local n = 0
      question "q" { ask = "?", scale = { 0, 9 }, answer = function(contact) n = n + contact.trust return n end }
      bucket "A" { score = at_least(0.5) }
      bucket "B" { otherwise = true }
      """
    let lines = (0..<9).map { "{\"id\":\"\($0)\",\"trust\":\($0)}" }
    let rows = try ContactRows(lines)
    let forwards = try Trial(text)
    let backwards = try Trial(text)
    let one = rows.rows.map { forwards.text("q", in: forwards.decider.decide($0)) }
    let other = rows.rows.reversed().map { backwards.text("q", in: backwards.decider.decide($0)) }
    #expect(one == other.reversed())
  }
}
