import TestSupport
import Testing

@Suite("Conditions that can't be")
struct RefusedConditionTests {
  @Test(
    "each says where and what fits, before anything runs",
    arguments: [
      ("is('citty', 'x')", "1:39: error: a contact has no field 'citty'; did you mean 'city'?"),
      ("is('CITY', 'x')", "did you mean 'city'?"),
      ("is('met_event.knd', 'x')", "an event has no field 'knd'; did you mean 'kind'?"),
      ("is('zzz', 'x')", "a contact has no field 'zzz'; what an import brought is under custom: \"custom.zzz\""),
      ("is('city.x', 'x')", "'city' has no fields, so 'x' can't be asked of it"),
      ("is('answers.q', 'x')", "a contact has no field 'answers'"),
      ("contains('trust', 'x')", "'trust' is a number: contains needs a text"),
      ("within('city', days(3))", "'city' is a text: within needs a time, such as met_at"),
      ("at_least('city', 3)", "'city' is a text: at_least needs a number or a list to count"),
      ("at_most('met_at', 3)", "'met_at' is a time: at_most needs a number"),
      ("is('met_at', 3)", "'met_at' is a time: use within(\"met_at\", days(30))"),
      ("is('trust', 'x')", "'trust' is a number: it can't be \"x\""),
      ("is('is_client', 'yes')", "'is_client' is yes or no: it can't be \"yes\""),
      ("is('city', yes)", "'city' is a text: it can't be yes"),
      ("is('birthday', '16.04.1980')", "'birthday' is a day, written like \"1980-04-16\" or \"--04-16\""),
      ("is_not('introduced_by.anniversary', '--4-16')", "it can't be \"--4-16\""),
      ("is('city', unknown)", "'city' is a text: it can't be unknown"),
      ("is('interactions', 'x')", "'interactions' is a list of interactions"),
      ("is('custom', 'x')", "'custom' is a table of names and values"),
      ("at_least(3)", "at_least needs a field here; write at_least(\"trust\", 3)"),
      ("in_bucket('A')", "a question can't ask for a bucket: buckets are decided after all questions"),
      ("is('city')", "is needs a value to compare with"), ("is(city, 'x')", "nothing is named 'city'"),
      ("is(3, 'x')", "is begins with a field's name in quotes"), ("is_not('city')", "is_not needs a value"),
      ("is('city', print)", "is compares with texts, numbers, yes or no; here is a function"),
      ("is('city', days)", "here is a function"), ("is('city', months(1))", "here is a length of time"),
      ("has()", "this takes 1 value, here 0: write has(\"city\")"), ("has('a', 'b')", "this takes 1 value, here 2"),
      ("contains('notes')", "this takes 2 values, here 1: write contains(\"notes\", \"golf\")"),
      ("contains('notes', 3)", "contains needs a text"), ("has_tag()", "has_tag needs a tag: has_tag(\"vip\")"),
      ("within('met_at', 'x')", "within needs a length of time"),
      ("within('met_at', 0)", "within needs a length of time"),
      ("within('met_at', -5)", "within needs a length of time"), ("within('met_at')", "this takes 2 values"),
      ("at_least()", "at_least needs a number"), ("at_least('trust', 'x')", "at_least needs a number"),
      ("at_least('trust', 1/0)", "the number in at_least(…) is too large"), ("at_least('trust', 1, 2)", "at_least needs a number"),
      ("any_of {}", "any_of needs conditions"), ("any_of { 'x' }", "any_of takes conditions; here is a text"),
      ("all_of { a = has('city') }", "all_of takes conditions, without names before them"),
      ("none_of { yes }", "none_of takes conditions; here is a yes/no"),
      ("any_of { function() end }", "here is a function"),
      ("'yes'", "'answer' of question 'q' must be a condition"), ("unknown", "here it is unknown"),
      ("months(3)", "here it is a length of time"), ("{}", "here it is a table"),
      ("has('city')()", "a condition is a value: it can't be called"), ("has('city').x", "a condition has no fields"),
      ("in_bucket()", "in_bucket needs a bucket's name"), ("in_bucket('A', 3)", "in_bucket takes names"),
    ])
  func refused(condition: String, message: String) {
    let problems = Trial.problems("question \"q\" { ask = \"?\", answer = \(condition) }")
    #expect(problems.first?.contains(message) == true, "\(problems)")
    #expect(problems.allSatisfy { $0.hasPrefix("1:") }, "\(problems)")
  }
}
