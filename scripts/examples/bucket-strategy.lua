-- The Bucket Strategy: a name on a card is no contact until we know the person.
--
-- Four questions are put to you about everyone you meet. While one of them is open, the card waits
-- in "unsorted". After that, people who serve our kind of client go to bucket A: get to know them
-- better. Everyone else goes to bucket B: introduce them to a colleague who can do more for them.
--
-- To make it yours: set whom you serve, name the colleague, and change the 3 in bucket A.

setting "we_serve" {
  kind    = "text",
  choices = { "b2b", "b2c" },
  default = "b2b",
  help    = "Whom do we sell to: businesses (b2b) or private people (b2c)?",
}
setting "colleague" { kind = "contact", help = "Who takes the people that we cannot help ourselves?" }

-- The four questions. None has an answer here, because only you can know.
question "know_their_business" {
  ask      = "How much do I really know about their business?",
  help     = "1: what the card says. 5: I could explain it to a client.",
  scale    = { 1, 5 },
  required = true,
}
question "as_good_as_they_say" {
  ask       = "Are they as good as they say they are?",
  help      = "1: certainly not. 3: as far as I can tell. 5: I have seen it myself.",
  scale     = { 1, 5 },
  weight    = 2,
  required  = true,
  ask_again = days(365),
}
question "someone_better" {
  ask      = "Do I know someone in their industry who does it better?",
  weight   = -1,
  required = true,
}
question "know_our_business" {
  ask      = "How much do they really know about our business?",
  help     = "1: nothing. 5: they could explain it to one of their clients.",
  scale    = { 1, 5 },
  required = true,
}

-- This one the program answers itself, from what is on file.
question "serve_our_clients" {
  ask    = "Do they serve the kind of client that we serve?",
  answer = is("serves", settings.we_serve, "both"),
  weight = 2,
}

bucket "unsorted" { title = "Still to be answered", unanswered = true }
bucket "A" {
  title = "Get to know better",
  needs = { "serve_our_clients", as_good_as_they_say = at_least(3), someone_better = no },
}
bucket "B" { title = "Pass on", otherwise = true, hand_to = settings.colleague }

-- Too many for a call each? Start with these.
shortlist "call first" { only_in = { "A" }, by = "score", at_most = 10 }

example "a tax accountant with business clients, as good as they say" {
  given   = { serves = "b2b", profession = "tax accountant" },
  answers = { know_their_business = 3, as_good_as_they_say = 4, someone_better = no, know_our_business = 2 },
  expect  = { bucket = "A", settled = yes, score = 4.25, answers = { serve_our_clients = yes } },
}
example "just good enough for A" {
  given   = { serves = "both" },
  answers = { know_their_business = 1, as_good_as_they_say = 3, someone_better = no, know_our_business = 1 },
  expect  = { bucket = "A", score = 3 },
}
example "not as good as they say" {
  given   = { serves = "both" },
  answers = { know_their_business = 5, as_good_as_they_say = 2, someone_better = no, know_our_business = 5 },
  expect  = { bucket = "B", settled = yes },
}
example "good, but we know someone better" {
  given   = { serves = "b2b" },
  answers = { know_their_business = 4, as_good_as_they_say = 5, someone_better = yes, know_our_business = 4 },
  expect  = { bucket = "B", score = 4.5, settled = yes },
}
example "a home repair contractor serves private people" {
  given   = { serves = "b2c", profession = "home repair contractor" },
  answers = { know_their_business = 4, as_good_as_they_say = 5, someone_better = no, know_our_business = 3 },
  expect  = { bucket = "B", settled = yes, answers = { serve_our_clients = no } },
}
example "a fresh card waits, even a banker's" {
  given   = { serves = "b2b", profession = "banker" },
  answers = { as_good_as_they_say = 4 },
  expect  = { bucket = "unsorted", settled = no },
}
example "three answers are not enough: what do I know of them?" {
  given   = { serves = "b2b" },
  answers = { as_good_as_they_say = 4, someone_better = no, know_our_business = 3 },
  expect  = { bucket = "unsorted" },
}
example "three answers are not enough: are they good?" {
  given   = { serves = "b2b" },
  answers = { know_their_business = 3, someone_better = no, know_our_business = 3 },
  expect  = { bucket = "unsorted", settled = no },
}
example "three answers are not enough: is someone better?" {
  given   = { serves = "b2b" },
  answers = { know_their_business = 3, as_good_as_they_say = 4, know_our_business = 3 },
  expect  = { bucket = "unsorted", settled = no },
}
example "three answers are not enough: what do they know of us?" {
  given   = { serves = "b2b" },
  answers = { know_their_business = 3, as_good_as_they_say = 4, someone_better = no },
  expect  = { bucket = "unsorted" },
}
example "nobody has written down whom they serve" {
  given   = { profession = "broker" },
  answers = { know_their_business = 3, as_good_as_they_say = 4, someone_better = no, know_our_business = 2 },
  expect  = { bucket = "B", settled = no, possible = { "A", "B" }, answers = { serve_our_clients = unknown } },
}
