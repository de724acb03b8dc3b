import ReferModel
import TestSupport
import Testing

@testable import ReferRules

@Suite("template")
struct TemplateTests {
  private static let me = [
    "name": "Kim Doe", "pitch": "I help small firms.", "stories": "One.\nTwo.", "currency": "USD",
  ]
  private static let ada = """
    {"id":"7","name":"Ada Park","first_name":"Ada","city":"bad homburg","tags":["golf","wine"],"trust":4,
     "friend":true,"birthday":"--04-16","met_at":"2026-01-14T18:30:00Z","met_event":{"name":"Mixer","cost":12.5},
     "introduced_by":{"name":"Bo Lee"},"custom":{"Lead Status":"hot"}}
    """

  private func trial(_ fields: String, zone: Zone = .utc) throws -> Trial {
    try Trial("template \"t\" { \(fields) }", zone: zone, profile: Self.me)
  }

  private func written(
    _ text: String, to contact: String = Self.ada, zone: Zone = .utc, _ change: (inout TemplateScope) -> Void = { _ in }
  ) throws -> String {
    try message("text = [[\(text)]]", to: contact, zone: zone, change).text
  }

  private func message(
    _ fields: String, to contact: String = Self.ada, zone: Zone = .utc, _ change: (inout TemplateScope) -> Void = { _ in }
  ) throws -> Message {
    let trial = try trial(fields, zone: zone)
    var scope = TemplateScope(to: try trial.row(contact))
    change(&scope)
    return try trial.decider.message(try #require(trial.decider.template(named: "t")), scope)
  }

  @Test(
    "a place shows the value of its path",
    arguments: [
      ("Hi {{contact.first_name}}!", "Hi Ada!"), ("{{ contact.first_name }}", "Ada"), ("{{contact}}", "Ada Park"),
      ("{{event.name}}", "Mixer"), ("{{event}}", "Mixer"), ("{{introducer.name}}", "Bo Lee"),
      ("{{contact.introduced_by}}", "Bo Lee"), ("{{contact.met_event.name}}", "Mixer"),
      ("{{contact.custom.Lead Status}}", "hot"), ("{{contact.tags}}", "golf, wine"), ("{{contact.trust}}", "4"),
      ("{{contact.friend}}", "yes"), ("{{me.name}}: {{me.pitch}}", "Kim Doe: I help small firms."),
      ("{{me.stories}}", "One., Two."), ("{{me.stories | first}}", "One."), ("{{contact.met_at}}", "14 January 2026"),
      ("{{now | date \"%Y\"}}", "2026"), ("{{contact.met_at | time}}", "18:30"),
      ("{{contact.met_at | date '%A' | upper}}", "WEDNESDAY"), ("{{contact.birthday}}", "--04-16"),
      ("{{contact.birthday | date \"%d %B\"}}", "16 April"), ("{{event.cost | money}}", "12.50 USD"),
      ("{{event.cost}}", "12.5"), ("{{contact.city | title}}", "Bad Homburg"), ("{{contact.name | first}}", "Ada"),
      ("{{contact.name | lower}}", "ada park"), ("{{contact.tags | first | upper}}", "GOLF"),
      ("no places { } here", "no places { } here"), ("{{\"{{\"}}", "{{"),
    ])
  func shows(text: String, due: String) throws { #expect(try written(text) == due) }

  @Test(
    "of several the first that has a value is shown, a text at last",
    arguments: [
      ("{{contact.nickname or \"friend\"}}", "friend"), ("{{contact.nickname or contact.first_name or 'you'}}", "Ada"),
      ("{{event.at or \"the other day\" | date \"%d\"}}", "the other day"),
      ("{{contact.birthday or 'soon' | date '%d %B %Y'}}", "soon"), ("{{prospect.name or 'them'}}", "them"),
      ("{{contact.organization or \"your firm\"}}", "your firm"),
    ])
  func alternatives(text: String, due: String) throws { #expect(try written(text) == due) }

  @Test("times are the user's own")
  func zone() throws {
    let berlin = try Zone(identifier: "Europe/Berlin")
    #expect(try written("{{contact.met_at | time}}", zone: berlin) == "19:30")
  }

  @Test("a value that is missing is an error with its line, its field and the contact's id, and no value")
  func missing() throws {
    let text = "text = [[Hi {{contact.first_name}},\n\nat {{event.name}}]]"
    let failure = #expect(throws: Decision.Failure.self) {
      _ = try message(text, to: #"{"id":"9","first_name":"Zoe"}"#)
    }
    #expect(failure?.line == 3)
    #expect(failure?.reading == "event.name")
    #expect(
      failure?.message
        == "template 't': event.name is missing: contact 9 does not have it; write {{event.name or \"…\"}} for such people"
    )
    let mine = #expect(throws: Decision.Failure.self) { _ = try message("text = '{{me.usp}}'") }
    #expect(mine?.message.contains("me.usp is missing: your profile does not say it; say it once:") == true)
    #expect(mine?.line == 1)
  }

  @Test("subject, channel and pitch go with the message; a subject's gap is told at its own line")
  func wholeMessage() throws {
    let fields = "subject = \"Nice to meet you, {{contact.first_name}}\", text = 'x', channel = 'email', pitch = yes"
    let made = try message(fields)
    #expect(
      made
        == Message(template: "t", subject: "Nice to meet you, Ada", text: "x", channel: .email, isPitch: true))
    let failure = #expect(throws: Decision.Failure.self) {
      _ = try message("text = 'x',\n subject = \"{{contact.nickname}}\"")
    }
    #expect(failure?.line == 2)
  }

  @Test("a text may be a function of the contact, the record and me")
  func functions() throws {
    let rules = """
      text = function(contact, record, me)
        return me.name .. " to " .. contact.name .. (record and (" about " .. record.need) or "")
      end
      """
    #expect(try message(rules).text == "Kim Doe to Ada Park")
    let rows = try ContactRows([#"{"referrals_received":[{"id":"r1","need":"a roof"}]}"#])
    let place = try #require(Schema.contact.index["referrals_received"])
    let referral = try #require(rows.rows[0][place].nested?.baseAddress)
    #expect(try message(rules) { $0.speak(of: .referral, referral) }.text == "Kim Doe to Ada Park about a roof")
    #expect(try written("{{referral.need}}") { $0.speak(of: .referral, referral) } == "a roof")
  }

  @Test(
    "a function that gives no text, or does not say what it must, is an error with its line",
    arguments: [
      ("function() return 3 end", "must return a text, here it is a number"),
      ("function(c) return c.nickname .. 'x' end", "nickname is missing here"),
      ("function() while true do end end", "budget"),
      ("function() return ('x'):rep(70000) end", "the message becomes longer than 65536 bytes"),
      ("function() return 'hello' end, must_say = { 'me.name' }", "it must say me.name, and does not"),
      ("function() return 'hello' end, must_say = 'me.usp'", "it must say me.usp, which is missing for contact 7"),
    ])
  func failingFunctions(function: String, due: String) throws {
    let failure = #expect(throws: Decision.Failure.self) { _ = try message("text = \(function)") }
    #expect(failure?.message.contains(due) == true, "\(failure?.message ?? "")")
    #expect(failure?.line == 1)
  }

  @Test("what a text must say it says in each message, but for words of its own where it is missing")
  func mustSay() throws {
    let nick = Self.ada.replacing(#""name":"Ada Park""#, with: #""name":"Ada Park","nickname":"Addy""#)
    let fallback = "text = 'Hi,\\n{{contact.nickname or me.name}} here', must_say = { 'me.name' }"
    #expect(try message(fallback).text == "Hi,\nKim Doe here")
    let failure = #expect(throws: Decision.Failure.self) { _ = try message(fallback, to: nick) }
    #expect(failure?.message == "template 't': it must say me.name, and does not for contact 7: name it first, or alone")
    #expect(failure?.reading == "me.name")
    let twice = "text = '{{contact.nickname or me.name}}, {{me.name}}', must_say = { 'me.name' }"
    #expect(try message(twice, to: nick).text == "Addy, Kim Doe")
    let words = "text = 'at {{contact.nickname or \"home\"}} on {{contact.met_at | date \"%d\"}}', must_say = { 'contact.nickname', 'contact.met_at' }"
    #expect(try message(words).text == "at home on 14")
  }

  @Test("me is known to every function, and read-only")
  func meInRules() throws {
    let rules = "question \"q\" { ask = \"?\", answer = function() return me.name == 'Kim Doe' and me.usp == nil end }"
    #expect(try Trial(rules, profile: Self.me).answer() == "yes")
    let stories = "question \"q\" { ask = \"?\", answer = function() return #me.stories == 2 end }"
    #expect(try Trial(stories, profile: Self.me).answer() == "yes")
    #expect(Trial.problems("me.name = 'x'").count == 1)
  }

  @Test("a message has no more bytes than a decision may print")
  func longMessage() throws {
    let long = #"{"id":"7","notes":""# + String(repeating: "x", count: 3000) + "\"}"
    let text = String(repeating: "{{contact.notes}}", count: 30)
    let failure = #expect(throws: Decision.Failure.self) { _ = try written(text, to: long) }
    #expect(failure?.message.contains("longer than 65536 bytes") == true)
  }

  @Test(
    "what is wrong in a text is told when it is loaded, at its line and column",
    arguments: [
      ("text = [[Hi\n {{contact.frist_name}}]]", "2:4: ", "has no field 'frist_name'; did you mean 'first_name'?"),
      ("text = [[\nHi\n {{contact.frist_name}}]]", "3:4: ", "did you mean 'first_name'?"),
      ("text = '{{contcat.name}}'", "1:26: ", "a template knows no 'contcat'; did you mean 'contact'?"),
      ("text = '{{first_name}}'", "1:26: ", "'first_name' of whom?; write contact.first_name"),
      ("text = '{{me.nme}}'", "1:26: ", "me has no field 'nme'; did you mean 'name'?"),
      ("text = '{{referral}}'", "1:26: ", "'referral' is more than a text"),
      ("text = '{{contact.interactions}}'", "1:26: ", "is a list of interactions: a template shows one value"),
      ("text = '{{contact.city.x}}'", "1:26: ", "'city' has no fields"),
      ("text = '{{contact.answers}}'", "1:26: ", "has no field 'answers'"),
      ("text = '{{now.year}}'", "1:26: ", "'now' has no fields"),
      ("text = '{{contact.name | uper}}'", "1:41: ", "no filter is named 'uper'; did you mean 'upper'?"),
      ("text = '{{contact.name | date}}'", "1:26: ", "'contact.name' is a text: date needs a time"),
      ("text = '{{contact.city | money}}'", "1:26: ", "money needs a number"),
      ("text = '{{contact.trust | first}}'", "1:26: ", "first needs a text or a list"),
      ("text = [[{{now | date \"%Q\"}}]]", "1:33: ", "a date has no %Q"),
      ("text = [[{{now | upper \"x\"}}]]", "1:33: ", "'upper' takes nothing behind it"),
      ("text = [[{{now | upper | date}}]]", "1:41: ", "this filter comes first"),
      ("text = 'Hi {{contact.name'", "1:27: ", "'{{' is not closed"),
      ("text = [[Hi {{contact.name\n}}]]", "1:28: ", "'{{' is not closed"),
      ("text = 'Hi contact.name}}'", "1:39: ", "'}}' closes nothing"),
      ("text = '{{ {{contact.name}} }}'", "1:27: ", "can't stand in another"),
      ("text = '{{}}'", "1:26: ", "names nothing here"), ("text = '{{contact.name or}}'", "1:41: ", "names nothing"),
      ("text = [[{{contact.name or \"x}}]]", "1:43: ", "the quote is not closed on its line"),
      ("text = 'a' .. '{{contcat.name}}'", "1:", "did you mean 'contact'?"),
      ("text = 3", "1:23: ", "'text' of template 't' must be a text in quotes, or a function"),
      ("text = 'x', must_say = { 'me.name' }", "1:", "must say me.name, and does not; write {{me.name}} in it"),
      ("text = 'x', must_say = { 'me.nam' }", "1:", "me has no field 'nam'"),
      ("text = 'x', channel = 'emial'", "1:", "did you mean \"email\"?"),
      ("text = 'x', subject = '{{evnt.name}}'", "1:41: ", "did you mean 'event'?"),
      ("subject = 'x'", "1:", "template 't' needs 'text'"),
    ])
  func mistakes(fields: String, place: String, due: String) {
    let problems = Trial.problems("template \"t\" { \(fields) }")
    #expect(problems.contains { $0.hasPrefix(place) && $0.contains(due) }, "\(problems)")
  }

  @Test("a text that a script puts together may be no longer, and have no more places, than any other")
  func hostile() {
    for (text, due) in [
      ("('x'):rep(1000000)", "a template's text has at most 64 KiB"),
      ("('{{now}}'):rep(5000)", "a template has at most 1000 places to fill in"),
      ("('{{'):rep(20000)", "can't stand in another"), ("('{{x}} '):rep(9000)", "a template knows no 'x'"),
      ("'{{contact.' .. ('introduced_by.'):rep(4000) .. 'name'", "'{{' is not closed"),
      ("'{{' .. ('now or '):rep(9000) .. 'now'", "'{{' is not closed"),
      ("('}}'):rep(30000)", "'}}' closes nothing"), ("'{{now' .. ('|upper'):rep(9000)", "a place has at most 8 filters"),
    ] {
      let problems = Trial.problems("template \"t\" { text = \(text) }")
      #expect(problems.contains { $0.hasPrefix("1:") && $0.contains(due) }, "\(text): \(problems.first ?? "")")
      #expect(problems.count <= 20)
    }
  }
}
