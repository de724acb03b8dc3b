/// A function, constant or value that the language gives to rules: conditions, lengths, lists.
package struct Phrase: Sendable {
  package enum Family: String, CaseIterable, Sendable {
    case condition = "Conditions"
    case length = "Time and lengths"
    case list = "Lists"
    case value = "Values"
    case file = "Packs and files"
  }
  package let name: String
  package let family: Family
  /// How it is written.
  package let form: String
  package let sentence: String

  package static let all: [Phrase] = [
    Phrase(.condition, "is", "is(field, value, …)", "the field is one of the values; letter case does not count"),
    Phrase(.condition, "is_not", "is_not(field, value, …)", "the field is none of the values"),
    Phrase(.condition, "has", "has(field)", "the field is known, or its list holds something"),
    Phrase(.condition, "contains", "contains(field, text)", "the text stands somewhere in the field"),
    Phrase(.condition, "has_tag", "has_tag(tag, …)", "the contact carries one of the tags"),
    Phrase(.condition, "within", "within(field, length)", "the time in the field is at most that long ago"),
    Phrase(
      .condition, "at_least", "at_least(field, n) or at_least(n)", "the number, or the count of a list, is n or more"),
    Phrase(
      .condition, "at_most", "at_most(field, n) or at_most(n)", "the number, or the count of a list, is n or less"),
    Phrase(.condition, "in_bucket", "in_bucket(name, set)", "the contact is in that bucket of another set"),
    Phrase(.condition, "any_of", "any_of { condition, … }", "one of the conditions holds"),
    Phrase(.condition, "all_of", "all_of { condition, … }", "all of the conditions hold"),
    Phrase(.condition, "none_of", "none_of { condition, … }", "none of the conditions holds"),
    Phrase(.length, "hours", "hours(n)", "a length of n hours, in seconds"),
    Phrase(.length, "days", "days(n)", "a length of n days of 24 hours, in seconds"),
    Phrase(.length, "weeks", "weeks(n)", "a length of n weeks, in seconds"),
    Phrase(.length, "months", "months(n)", "n months by the calendar, for within, over and ask_again"),
    Phrase(.length, "years", "years(n)", "n years by the calendar, for within, over and ask_again"),
    Phrase(.length, "now", "now", "the time of the run, in seconds"),
    Phrase(.length, "time", "time \"2026-05-23\"", "the time that the text names, in seconds"),
    Phrase(.length, "ago", "ago(length)", "the time that long before now"),
    Phrase(
      .length, "days_since", "days_since(time)", "whole and part days since then; math.huge when there is no time"),
    Phrase(.length, "date", "date(time, \"%d %B %Y\")", "the time as text, in the user's time zone"),
    Phrase(.list, "contacts", "contacts()", "all contacts, in scripts without rules"),
    Phrase(.list, "interactions", "interactions()", "all interactions, in scripts without rules"),
    Phrase(.list, "referrals", "referrals()", "all referrals, in scripts without rules"),
    Phrase(.list, "events", "events()", "all events, in scripts without rules"),
    Phrase(.list, "count", "count(list, condition)", "how many of the list hold; all without a condition"),
    Phrase(.list, "sum", "sum(list, field)", "the sum of a field, or of what a function gives"),
    Phrase(.list, "where", "where(list, condition)", "those of the list that hold"),
    Phrase(.list, "sort_by", "sort_by(list, field, \"down\")", "the list in order; up unless \"down\""),
    Phrase(.list, "group_by", "group_by(list, field)", "a table from each value to the list of those that have it"),
    Phrase(.value, "yes", "yes", "the answer yes"),
    Phrase(.value, "no", "no", "the answer no"),
    Phrase(.value, "unknown", "unknown", "not known, in tables; in a function write == nil"),
    Phrase(
      .value, "answers", "answers.name", "the answer to a question, in a bucket's function; nil while it is not known"),
    Phrase(.value, "settings", "settings.name", "what the user set"),
    Phrase(.value, "number", "number(text)", "the number that a text holds, or nil"),
    Phrase(
      .value, "money", "money(amount, \"USD\")", "an amount of a currency; it compares only with money of the same"),
    Phrase(.value, "percent", "percent(n)", "n hundredths"),
    Phrase(.value, "print", "print(…)", "writes a line for whoever tries the rules"),
    Phrase(
      .file, "use", "use \"pack-name\"",
      "takes over what an installed pack declares; what is declared again below it changes that, field by field"),
    Phrase(
      .file, "require", "require \"lib.words\"", "runs lib/words.lua of the same pack once, and gives what it returns"),
  ]

  private init(_ family: Family, _ name: String, _ form: String, _ sentence: String) {
    self.family = family
    self.name = name
    self.form = form
    self.sentence = sentence
  }
}
