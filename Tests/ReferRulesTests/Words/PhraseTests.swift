import Foundation
import LuaHost
import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("The names that rules find")
struct PhraseTests {
  private func sandbox() throws -> (Sandbox, RuleGlobals) {
    let book = DeclarationBook(source: ScriptSource(name: "rules.lua", text: ""))
    let clock = Clock(now: try Instant(rfc3339: Trial.now), zone: .utc)
    let globals = try RuleGlobals(book: book, clock: clock, settings: [:], person: nil, data: nil)
    let sandbox = try Sandbox()
    try globals.install(in: sandbox)
    return (sandbox, globals)
  }

  @Test("every phrase is a global", arguments: Phrase.all.map(\.name))
  func exists(name: String) throws {
    let (sandbox, globals) = try sandbox()
    // The answers of a contact are there only while one is decided, other files only in a pack.
    if name == "answers" || name == "require" {
      #expect(throws: ScriptError.self) { try sandbox.run("return \(name)", name: "x.lua") }
      return
    }
    let found = try sandbox.run("return \(name) ~= nil", name: "x.lua")
    withExtendedLifetime(globals) { #expect(found == [.yesno(true)]) }
  }

  @Test("every name that is given to rules is a word or a phrase")
  func complete() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Sources/ReferRules/Loading")
    let ours = Vocabulary.words.map(\.name) + Phrase.all.map(\.name)
    var found: [String] = []
    for file in ["RuleGlobals", "RuleGlobals+Conditions", "RuleGlobals+Money", "RuleGlobals+Time"] {
      let text = try String(contentsOf: folder.appending(path: file + ".swift").standardized, encoding: .utf8)
      found += text.matches(of: /(?:define|set)\("(\w+)"/).map { String($0.output.1) }
    }
    #expect(found.count > 20)
    for name in found { #expect(ours.contains(name), "\(name)") }
  }

  @Test(
    "what is dangerous or of no use is not there",
    arguments: [
      "io", "os", "debug", "package", "load", "loadfile", "dofile", "loadstring", "setmetatable",
      "getmetatable",
      "coroutine", "collectgarbage", "xpcall", "warn", "unpack",
    ])
  func absent(name: String) {
    let problems = Trial.problems("x = \(name)")
    let says = ["nothing is named '\(name)'", "'\(name)' is not here"]
    #expect(says.contains { problems.first?.contains($0) == true }, "\(problems)")
  }

  @Test(
    "a word of the language can't be given another meaning",
    arguments: ["question", "is", "days", "yes", "now", "string", "print"])
  func sealed(name: String) {
    let problems = Trial.problems("\(name) = 5")
    #expect(problems.count == 1)
    #expect(problems.first?.contains("'\(name)'") == true, "\(problems)")
  }

  @Test(
    "each form is what works",
    arguments: [
      ("hours(2)", "7200"), ("days(1.5)", "129600"), ("weeks(1)", "604800"), ("percent(10)", "0.1"),
      ("number('1 234.5')", "1234.5"),
      ("number(7)", "7"), ("number('x')", "nil"), ("number('nan')", "nil"), ("number('inf')", "nil"),
      ("number(nil)", "nil"),
      ("now", "1768478400"), ("now - ago(days(3)) == days(3)", "true"), ("time '2026-01-15'", "1768435200"),
      ("ago(months(1))", "1765800000"), ("days_since(ago(days(2)))", "2"), ("days_since(nil) == math.huge", "true"),
      ("date(now, '%d %B %Y')", "15 January 2026"), ("date(now)", "2026-01-15"), ("yes", "true"), ("no", "false"),
      ("money(5, 'USD') < money(6, 'USD')", "true"), ("money(5, 'USD') >= money(5.001, 'usd')", "true"),
      ("money(5, 'USD') == money(5, 'USD')", "true"), ("money(5, 'USD') == money(5, 'EUR')", "false"),
      ("money(5, 'USD') ~= money(6, 'USD')", "true"), ("money(nil, 'USD')", "nil"), ("money(5) <= money(5)", "true"),
      ("is('city', 'x') == has('city')", "false"), ("is('city', 'x') == is('city', 'x')", "true"),
      ("8 // 1", "8"), ("16 / 2", "8"), ("days(1) / 2", "43200"), ("hours(1) == 3600", "true"),
    ])
  func forms(expression: String, due: String) throws {
    let (sandbox, globals) = try sandbox()
    let found = try sandbox.run("return tostring(\(expression))", name: "x.lua")
    withExtendedLifetime(globals) { #expect(found == [.text(due)]) }
  }

  @Test(
    "money is compared with money of its currency alone",
    arguments: [
      ("money(5, 'USD') < money(6, 'EUR')", "USD can't be compared with EUR"),
      ("money(5, 'USD') < money(6)", "USD can't be compared with money without a currency"),
      ("money(5, 'USD') < 6", "write money(…) around the number too"),
      ("6 <= money(5, 'USD')", "write money(…) around the number too"),
      ("money(5, 'USD') < 'x'", "money is compared with money alone"),
      ("money('x', 'USD')", "money needs an amount and its currency"),
      ("money(5, 'dollars')", "'dollars' is no currency: it has three letters"),
      ("money(1e300, 'USD')", "too large"), ("is('city', 'x') < has('city')", "these have no order"),
    ])
  func money(expression: String, message: String) {
    let problems = Trial.problems("x = \(expression)")
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }
}
