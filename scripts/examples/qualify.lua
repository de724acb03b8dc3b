-- Qualify your contacts: not everyone you meet will be a good source of referrals.
--
-- Four questions about each contact, then the ten to fifteen people who deserve your time. Two
-- questions are answered from what is on file; two only you can answer.
--
-- To make it yours: write your own related fields below, and change a weight if one question
-- matters more to you than another. The points of all four make the score, 6 at most.

related_fields = {
  "banking", "brokerage", "tax accounting", "accounting", "law", "financial advice", "insurance", "staffing",
}

question "has_our_clients" {
  ask    = "Do they work with clients who might need my services?",
  answer = is("serves", "b2b", "both"),
  weight = 2,
}
question "related_field" {
  ask    = "Are they active in my industry or a related field?",
  answer = is("industry", related_fields),
}
question "influence" {
  ask       = "How much influence or credibility do they have in their own network?",
  help      = "1: hardly any. 3: people listen. 5: people ask them first.",
  scale     = { 1, 5 },
  weight    = 2,
  ask_again = days(365),
}
question "shared_values" {
  ask  = "Do we share the same values and ethics in business?",
  help = "Think of how they speak about their own clients.",
}

-- Whoever does business in another spirit is no source for us, however many points they have.
bucket "promising" {
  title = "High potential: put your energy here",
  needs = { "shared_values" },
  score = at_least(4),
}
bucket "perhaps" { title = "Find out more", score = at_least(2) }
bucket "not now" { title = "Stay friendly", otherwise = true }

-- Fewer than ten? Then it is time to meet new people.
shortlist "focus" { only_in = { "promising" }, by = "score", at_most = 15, warn_under = 10 }

example "a well-known lawyer for companies" {
  given   = { industry = "law", serves = "b2b" },
  answers = { influence = 5, shared_values = yes },
  expect  = { bucket = "promising", score = 6, settled = yes },
}
example "an insurer nobody listens to yet is just promising" {
  given   = { industry = "Insurance", serves = "both" },
  answers = { influence = 1, shared_values = yes },
  expect  = { bucket = "promising", score = 4, answers = { has_our_clients = yes, related_field = yes } },
}
example "every point, but other values" {
  given   = { industry = "banking", serves = "b2b" },
  answers = { influence = 5, shared_values = no },
  expect  = { bucket = "perhaps", score = 5, settled = yes },
}
example "a florist with much influence and our values" {
  given   = { industry = "flowers", serves = "b2c" },
  answers = { influence = 5, shared_values = yes },
  expect  = { bucket = "perhaps", score = 3, answers = { has_our_clients = no, related_field = no } },
}
example "a florist whom few people know" {
  given   = { industry = "flowers", serves = "b2c" },
  answers = { influence = 1, shared_values = yes },
  expect  = { bucket = "not now", score = 1, settled = yes },
}
example "clients like ours, nothing else: just worth a second look" {
  given   = { industry = "printing", serves = "b2b" },
  answers = { influence = 1, shared_values = no },
  expect  = { bucket = "perhaps", score = 2, settled = yes },
}
example "a banker we know nothing else about" {
  given  = { industry = "banking", serves = "b2b" },
  expect = { bucket = "perhaps", settled = no, possible = { "promising", "perhaps" } },
}
