-- The four basic questions: why are you in business, what do you sell, who are your customers, and
-- how well do you compete? Nobody can send you work without knowing them; nor can you send work.
--
-- Each person gets two check-lists of four: what they know about us, and what we know about them.
-- Tick a point when they could say it to somebody else in a sentence of their own.
--
-- To make it yours: change a weight if one point matters more in your trade.

-- What they know about us: only you can tell, from what they say when they speak of you.
question "they_know_why" {
  ask = "Could they say why we are in business?", ask_again = days(730),
}
question "they_know_what" {
  ask = "Could they say what we sell, and on what conditions?", weight = 2, ask_again = days(730),
}
question "they_know_who" {
  ask = "Could they say who our customers are?", weight = 2, ask_again = days(730),
}
question "they_know_how_well" {
  ask = "Could they say what we do better than others?", ask_again = days(730),
}

-- What we know about them: two points can be read from what is on file.
question "we_know_why" { ask = "Could I say why they are in business?" }
question "we_know_what" { ask = "Do I know what they sell?", answer = has("profession") }
question "we_know_who" {
  ask    = "Do I know who their customers are?",
  answer = any_of { has("serves"), has("ideal_client") },
}
question "we_know_how_well" { ask = "Could I say what they do better than others?" }

bucket "educated" {
  set   = "they_know_us",
  title = "Can speak for us",
  needs = { "they_know_why", "they_know_what", "they_know_who", "they_know_how_well" },
}
bucket "half way" {
  set   = "they_know_us",
  title = "Knows a part of it: teach them the rest",
  when  = any_of {
    is("they_know_why", yes), is("they_know_what", yes), is("they_know_who", yes), is("they_know_how_well", yes),
  },
}
bucket "not yet" { set = "they_know_us", title = "Tell them who we are", otherwise = true }

bucket "we can refer" {
  set   = "we_know_them",
  title = "We can speak for them",
  needs = { "we_know_why", "we_know_what", "we_know_who", "we_know_how_well" },
}
bucket "ask them" { set = "we_know_them", title = "Ask them about their business", otherwise = true }

-- Those who lack least, first: one coffee each will do.
shortlist "teach next" { only_in = { "half way" }, by = "score", at_most = 8 }

example "someone who can speak for us, and we for them" {
  given   = { profession = "printer", serves = "b2b" },
  answers = {
    they_know_why = yes, they_know_what = yes, they_know_who = yes, they_know_how_well = yes,
    we_know_why = yes, we_know_how_well = yes,
  },
  expect  = { score = 10, settled = yes, buckets = { they_know_us = "educated", we_know_them = "we can refer" } },
}
example "three out of four are half way" {
  given   = { profession = "printer", serves = "b2b" },
  answers = {
    they_know_why = yes, they_know_what = yes, they_know_who = yes, they_know_how_well = no,
    we_know_why = no, we_know_how_well = yes,
  },
  expect  = { score = 8, settled = yes, buckets = { they_know_us = "half way", we_know_them = "ask them" } },
}
example "one out of four is half way, too" {
  answers = { they_know_why = no, they_know_what = no, they_know_who = no, they_know_how_well = yes },
  expect  = { buckets = { they_know_us = "half way" } },
}
example "four times no" {
  answers = { they_know_why = no, they_know_what = no, they_know_who = no, they_know_how_well = no },
  expect  = { buckets = { they_know_us = "not yet" } },
}
example "met yesterday: all is open" {
  given  = { profession = "notary", ideal_client = "family firms that look for a buyer" },
  expect = {
    settled = no,
    buckets = { they_know_us = "not yet", we_know_them = "ask them" },
    answers = { they_know_what = unknown, we_know_what = yes, we_know_who = yes },
  },
}
