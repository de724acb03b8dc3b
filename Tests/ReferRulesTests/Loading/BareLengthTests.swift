import TestSupport
import Testing

@Suite("A length of time has a unit")
struct BareLengthTests {
  @Test(
    "a number alone is refused wherever a length belongs, and the unit is offered",
    arguments: [
      (
        "thank_you 't' { on = 'referral_received', within = 48 }",
        "1:52: error: 'within' of thank_you 't' would be 48 seconds: a number alone counts seconds; write hours(48) or days(48)"
      ),
      ("follow_up 'f' { from = 'met', every = 14, note = 'x' }", "write days(14)"),
      ("follow_up 'f' { from = 'met', every = days(14), by = 15, note = 'x' }", "write hours(15) or days(15)"),
      ("follow_up 'f' { from = 'met', every = days(14), limit = 30.5, note = 'x' }", "write hours(30.5) or days(30.5)"),
      (
        "follow_up 'f' { from = 'met', steps = { { after = 24, note = 'x' } } }",
        "'after' of step 1 of follow_up 'f' would be 24 seconds"
      ),
      ("follow_up 'f' { from = 'birthday', steps = { { after = -7, note = 'x' } } }", "write hours(-7) or days(-7)"),
      ("question 'q' { ask = '?', scale = { 1, 5 }, ask_again = 365 }", "write days(365)"),
      ("question 'q' { ask = '?', measure = 'interactions', points = { { 0, 1 } }, over = 90 }", "write days(90)"),
      ("question 'q' { ask = '?', answer = within('met_at', 90) }", "within(…) would be 90 seconds"),
      ("x = ago(3)", "ago(…) would be 3 seconds: a number alone counts seconds; write ago(days(3))"),
      ("setting 's' { kind = 'length', default = 90 }", "'default' of setting 's' would be 90 seconds"),
      ("setting 's' { kind = 'length', range = { 30, 90 } }", "'range' of setting 's' would be 30 seconds"),
      ("local grace = 48\nthank_you 't' { on = 'met', within = grace }", "write hours(48) or days(48)"),
      ("setting 'n' { default = 90 }\nquestion 'q' { ask = '?', ask_again = settings.n }", "write days(90)"),
      ("thank_you 't' { on = 'met', within = 48, send = nil, gift = tostring(hours(3)) }", "write hours(48) or days(48)"),
      ("x = { ago(3), hours(2) }", "write ago(days(3))"),
      // Great enough to be meant as seconds, and still alone.
      ("thank_you 't' { on = 'met', within = 172800 }", "1:38: error: 'within' of thank_you 't' would be 172800 seconds"),
      ("follow_up 'f' { from = 'met', steps = { { after = 5400, note = 'x' } } }", "write hours(5400) or days(5400)"),
      ("question 'q' { ask = '?', answer = within('met_at', 7200) }", "write hours(2)"),
      ("x = ago(86400)", "ago(…) would be 86400 seconds: a number alone counts seconds; write days(1)"),
      ("setting 's' { kind = 'length', default = 86400 }", "write days(1)"),
    ] as [(String, String)])
  func refused(_ rules: String, _ message: String) {
    let problems = Trial.problems(rules)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.contains(message) == true, "\(problems)")
  }

  @Test("all of a step are told at once")
  func steps() {
    let problems = Trial.problems(
      "follow_up 'f' { from = 'met', steps = { { after = 24, by = 36, limit = 72, note = 'x' } } }")
    #expect(problems.count == 3, "\(problems)")
  }

  @Test(
    "nothing at all needs no unit, and what a unit or a sum has made is one",
    arguments: [
      "follow_up 'f' { from = 'met', steps = { { after = 0, by = hours(1), note = 'x' } } }",
      "follow_up 'f' { from = 'birthday', steps = { { after = -days(7), limit = 0, note = 'x' } } }",
      "thank_you 't' { on = 'met', within = hours(0.25) }", "thank_you 't' { on = 'met', within = 2 * 24 * 3600 }",
      "question 'q' { ask = '?', answer = within('met_at', days(1) / 2), ask_again = months(1) }", "x = ago(0)",
      "setting 's' { kind = 'length', default = days(90), range = { 0, days(365) } }", "setting 's' { default = 90 }",
      "thank_you 't' { on = 'met', within = hours(0.1) }", "x = ago(hours(0.1))",
      "x = { within = 48, after = 3 }", "local ago = { ago = 3 }\nx = ago.ago",
    ])
  func allowed(_ rules: String) { #expect(Trial.problems(rules) == []) }
}
