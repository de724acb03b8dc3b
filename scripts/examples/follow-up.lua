-- What to do once you have met: a note within two days, and thanks for every referral.
--
-- A first note says who you are and where you met, and sells nothing; five days later it does harm.
-- Thanks are owed whether or not business comes of a referral.

question "proven" { ask = "Have I seen how good their work is?", required = true }

bucket "known" { title = "Whom we can recommend", needs = { "proven" } }
bucket "others" { title = "Get to know", otherwise = true }

shortlist "closest" { only_in = { "known" }, by = "trust", at_most = 15 }

template "nice to meet you" {
  subject = "Nice to meet you at {{event.name or 'the event'}}",
  text    = [[
Hi {{contact.first_name or contact.name}},

this is {{me.name}}. I enjoyed our talk at {{event.name or "the event"}} on {{contact.met_at | date "%d %B"}}.
]],
  channel  = "email",
  must_say = { "me.name", "event.name" },
}
template "thanks" {
  text    = "Dear {{contact.first_name or contact.name}}, thank you for thinking of me!",
  channel = "card",
}

follow_up "after we met" {
  from  = "met",
  steps = {
    { after = hours(24), by = hours(48), limit = hours(72), send = "nice to meet you" },
    { after = days(7),  note = "connect where they are active" },
    { after = days(30), note = "ask for a coffee", only_in = { "known", "closest" } },
  },
}
follow_up "keep the referrer posted" {
  from = "referral_received", every = days(14), until_on = { "referral_closed" }, note = "tell them how it goes",
}

thank_you "every referral" { on = "referral_received", within = hours(48), send = "thanks" }
thank_you "it became business" {
  on = "referral_won", within = days(7),
  gift = function(_, referral)
    local value = money(referral.value, referral.currency or "USD")
    if value and referral.currency == "USD" and value >= money(5000, "USD") then return "dinner for two" end
  end,
}

guard "proven first" {
  before = "giving_referral", unless = in_bucket("known"), say = "You don't know yet how good they are.", refuse = true,
}

example "we met the day before yesterday" {
  given  = { name = "Ada Park", met_at = ago(days(2)), met_event = "Mixer" },
  expect = { bucket = "others", follow_ups = { ["after we met"] = "amber" }, guards = { "proven first" } },
}
example "a note was sent" {
  given  = { met_at = ago(days(2)), interactions = { { at = ago(days(1)), kind = "email", direction = "out" } } },
  expect = { follow_ups = { ["after we met"] = "done" } },
}
example "nobody thanked for a referral" {
  given   = { referrals_received = { { id = "r1", at = ago(days(3)), stage = "lost" } } },
  answers = { proven = yes },
  expect  = { thank_yous = { ["every referral"] = "red" }, guards = {} },
}
