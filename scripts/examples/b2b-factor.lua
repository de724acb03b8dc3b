-- For an invoice factor: only people who serve businesses can send us work.
--
-- To make it yours: write the lines of business that bring you clients in our_kind, name the
-- colleague who takes the rest, and change the two numbers in bucket A if you are stricter. The
-- score is 6 at most: 3 for serving businesses, up to 2 for good work, 1 for being in touch.

our_kind = { "banking", "brokerage", "tax accounting", "law" }

setting "colleague" { kind = "contact", help = "Who takes our consumer cases?" }

question "serves_businesses" {
  ask    = "Do they have clients in a B2B industry?",
  answer = any_of { is("serves", "b2b", "both"), is("industry", our_kind) },
  weight = 3,
}
question "in_touch" {
  ask    = "Have we spoken in the last three months?",
  answer = within("last_interaction_at", days(90)),
}
question "good_at_it" {                   -- no answer: only the user can know
  ask       = "Are they as good as they say they are?",
  help      = "1: certainly not. 3: as far as I can tell. 5: I have seen it myself.",
  scale     = { 1, 5 },
  weight    = 2,
  required  = true,
  ask_again = days(365),
}

bucket "unsorted" { title = "Find out how good they are", unanswered = true }
bucket "A" {
  title = "Get to know better",
  needs = { "serves_businesses", good_at_it = at_least(3) },
  score = at_least(4.5),
}
bucket "B" { title = "Pass on", otherwise = true, hand_to = settings.colleague }

shortlist "focus" { only_in = { "A" }, by = "score", at_most = 15, warn_under = 10 }

example "a banker we just met" {
  given   = { industry = "banking", serves = "b2b" },
  answers = { good_at_it = 4 },
  expect  = { bucket = "A", score = 4.5, answers = { serves_businesses = yes, in_touch = no } },
}
example "a tax accountant we spoke to last week" {
  given   = { industry = "Tax Accounting", last_interaction_at = ago(days(7)) },
  answers = { good_at_it = 3 },
  expect  = { bucket = "A", score = 5, settled = yes, answers = { serves_businesses = yes, in_touch = yes } },
}
example "just good enough, and out of touch" {
  given   = { industry = "brokerage", serves = "b2c", last_interaction_at = ago(days(91)) },
  answers = { good_at_it = 3 },
  expect  = { bucket = "B", score = 4, settled = yes, answers = { serves_businesses = yes } },
}
example "a lawyer who is not as good as she says" {
  given   = { industry = "law", serves = "b2b", last_interaction_at = ago(days(89)) },
  answers = { good_at_it = 2 },
  expect  = { bucket = "B", score = 4.5, settled = yes, answers = { in_touch = yes } },
}
example "a good home repair contractor has no business clients" {
  given   = { industry = "construction", serves = "b2c" },
  answers = { good_at_it = 5 },
  expect  = { bucket = "B", score = 2, settled = yes, answers = { serves_businesses = no } },
}
example "a broker, but how good?" {
  given  = { industry = "brokerage", serves = "both" },
  expect = { bucket = "unsorted", settled = no },
}
example "very good, but whom do they serve?" {
  given   = { industry = "events" },
  answers = { good_at_it = 5 },
  expect  = { bucket = "B", settled = no, possible = { "A", "B" }, answers = { serves_businesses = unknown } },
}
