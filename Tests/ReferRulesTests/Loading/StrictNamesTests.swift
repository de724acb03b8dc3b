import TestSupport
import Testing

@Suite("Nothing is misspelt without a word")
struct StrictNamesTests {
  private static let file = """
    setting "colleague" { }
    question "in_touch" { ask = "?" }
    bucket "A" { needs = { "in_touch" } }
    bucket "B" { otherwise = true }

    """

  @Test(
    "each unknown name gets the nearest, and its line",
    arguments: [
      ("queston \"x\" { ask = \"?\" }", "5:1: error: nothing is named 'queston'; did you mean 'question'?"),
      ("QUESTION \"x\" { ask = \"?\" }", "5:1: error: nothing is named 'QUESTION'; did you mean 'question'?"),
      ("Bucket \"C\" { otherwise = true }", "5:1: error: nothing is named 'Bucket'; did you mean 'bucket'?"),
      ("follow \"x\" { }", "did you mean 'follow_up'?"),
      ("question \"x\" { ask = \"?\", wieght = 2 }", "question 'x' has no field 'wieght'; did you mean 'weight'?"),
      ("question \"x\" { ask = \"?\", Weight = 2 }", "did you mean 'weight'?"),
      (
        "question \"x\" { ask = \"?\", answer = is(\"indstry\", \"x\") }",
        "a contact has no field 'indstry'; did you mean 'industry'?"
      ),
      ("question \"x\" { ask = \"?\", answer = is(\"Industry\", \"x\") }", "did you mean 'industry'?"),
      ("question \"x\" { ask = \"?\", answer = hass(\"city\") }", "nothing is named 'hass'; did you mean 'has'?"),
      (
        "question \"x\" { ask = \"?\", answer = within(\"met_at\", day(3)) }",
        "nothing is named 'day'; did you mean 'days'?"
      ),
      (
        "bucket \"C\" { set = \"s\", needs = { \"in_tuch\" } }",
        "no question is named 'in_tuch'; did you mean 'in_touch'?"
      ),
      ("bucket \"C\" { set = \"s\", needs = { \"IN_TOUCH\" } }", "did you mean 'in_touch'?"),
      ("bucket \"C\" { set = \"s\", when = in_bucket(\"AA\") }", "did you mean 'A'?"),
      ("bucket \"C\" { set = \"s\", when = is(\"in_tuch\", yes) }", "did you mean 'in_touch'?"),
      (
        "shortlist \"x\" { by = \"score\", at_most = 1, only_in = { \"AB\" } }",
        "no bucket is named 'AB'; did you mean 'A'?"
      ),
      ("example \"x\" { expect = { buckt = \"A\" } }", "an example can't expect 'buckt'; did you mean 'bucket'?"),
      ("example \"x\" { expect = { bucket = \"a\" } }", "no bucket is named 'a'; did you mean 'A'?"),
      (
        "example \"x\" { expect = { buckets = { mian = \"A\" } } }",
        "no set of buckets is named 'mian'; did you mean 'main'?"
      ),
      (
        "example \"x\" { given = { citty = \"A\" }, expect = { bucket = \"A\" } }",
        "a contact has no field 'citty'; did you mean 'city'?"
      ),
      (
        "example \"x\" { answers = { in_tuch = yes }, expect = { bucket = \"A\" } }",
        "no question is named 'in_tuch'; did you mean 'in_touch'?"
      ),
      ("example \"x\" { expect = { answers = { in_tuch = yes } } }", "did you mean 'in_touch'?"),
      ("x = settings.coleague", "no setting is named 'coleague'; did you mean 'colleague'?"),
      ("x = Yes2", "nothing is named 'Yes2'"),
      ("x = foo", "nothing is named 'foo': text stands in \"quotes\", and a name must be set before it is used"),
      ("x = strng.upper(\"x\")", "did you mean 'string'?"), ("x = me.nam", "me has no field 'nam'; did you mean 'name'?"),
    ])
  func names(line: String, message: String) {
    let problems = Trial.problems(Self.file + line)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.contains(message) == true, "\(problems)")
    #expect(problems.first?.hasPrefix("5:") == true, "\(problems)")
  }

  @Test("every problem of a file is found at once, by line")
  func all() {
    let problems = Trial.problems(
      """
      queston "a" { ask = "?" }
      question "b" { ask = "?", wieght = 1 }
      question "c" { answer = is("citty", "x") }
      bucket "A" { needs = { "bb" } }
      bucket "B" { otherwise = 1 }
      """)
    #expect(problems.map { $0.prefix(2) } == ["1:", "2:", "3:", "3:", "4:", "5:"], "\(problems)")
  }

  @Test("field names are never Lua's reserved words, and of each record all are read in functions")
  func fields() throws {
    let trial = try Trial(
      """
      question "q" { ask = "?", answer = function(contact)
        for _, talk in ipairs(contact.interactions) do return talk.at ~= nil and talk.event == nil end
      end }
      """)
    #expect(try trial.answer(for: #"{"interactions":[{"at":"2026-01-01"}]}"#) == "yes")
  }
}
