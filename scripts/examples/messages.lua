-- What to write to whom: two first notes, news to whoever sent somebody, a request that names what it wants, thanks.
--
-- To make it yours: say who you are with refer set me.name=…, me.profession=… and me.ideal_client=…, and put the texts
-- into your own words. A first note says who you are and where you met, and sells nothing. News is owed above all where
-- nothing came of a referral: whoever gave it has put their name to you.

question "may_need_me" { ask = "Could we do business, or send each other somebody, right now?" }
question "proven" { ask = "Have I seen how good their work is?" }

bucket "now" { title = "See them soon", needs = { "may_need_me" } }
bucket "later" { title = "Keep in touch", otherwise = true }
bucket "good at it" { set = "work", needs = { "proven" } }

-- Somebody who may matter one day.
template "good to have met you" {
  subject  = "Good to have met you at {{event.name or 'the event'}}",
  text     = [[
Dear {{contact.first_name or contact.name}},

{{me.name}} here, the {{me.profession or "one with all the questions"}} whom you met at {{event.name or "the event"}}
on {{contact.met_at | date "%d %B"}}. Thank you for our talk.

If there is anything, or anyone, I can help you with, write to me. I would be glad.

{{me.name}}
]],
  channel  = "email",
  must_say = { "me.name", "event.name" },
}
-- Somebody to sit down with: it says what for, where and how long.
template "shall we have a coffee" {
  subject  = "A coffee after {{event.name or 'our talk'}}?",
  text     = [[
Dear {{contact.first_name or contact.name}},

this is {{me.name}}, {{me.profession or "a fellow guest"}}; we talked at {{event.name or "the event"}} on
{{contact.met_at | date "%A"}}. I would like to know more about what you do, so that I know whom to send to you.

Have you half an hour for a coffee next week? I come to wherever suits you.

{{me.name}}
]],
  channel  = "email",
  must_say = { "me.name", "event.name" },
}
template "how it goes" {
  text = function(contact, referral, me)
    local name = contact.first_name or contact.name
    local stages = { won = "has become a client of mine", meeting = "has met me", proposal = "has an offer of mine" }
    local stage = referral and referral.stage
    return "Dear " .. name .. ",\n\nyou sent me somebody, and should know how it goes: "
      .. (stages[stage] and ("whom you named " .. stages[stage]) or "we are in touch, and nothing is settled yet")
      .. ".\n\n" .. me.name
  end,
  channel = "message", must_say = { "me.name" },
}
-- Who it was and what it came to is nobody's business but the client's.
template "nothing came of it" {
  text     = [[
Dear {{contact.first_name or contact.name}},

you put in a good word for me, so I would rather you heard it from me: this time we did not come together. Nobody is to
blame, and they were glad that you had thought of them. Is there something that I could have done better?

Thank you again, whatever came of it.

{{me.name}}
]],
  channel  = "phone",
  must_say = { "me.name" },
}
template "a request" {
  subject  = "Whom do you know?",
  text     = [[
Dear {{contact.first_name or contact.name}},

I am looking for {{me.ideal_client}}. Do you know one person like that, and would you tell them of me? If it is easier,
I write two lines that you can pass on. And whom may I look out for on your behalf?

{{me.name}}
]],
  channel  = "email",
  must_say = { "me.name", "me.ideal_client" },
}
template "thank you" {
  text    = "Dear {{contact.first_name or contact.name}}, thank you for thinking of me. {{me.name}}",
  channel = "card",
}

follow_up "first note" {
  from  = "met", only_in = { "later" },
  steps = { { after = hours(24), by = hours(48), limit = hours(72), send = "good to have met you" } },
}
follow_up "first note and a coffee" {
  from  = "met", only_in = { "now" },
  steps = {
    { after = hours(24), by = hours(48), limit = hours(72), send = "shall we have a coffee" },
    { after = days(7), by = days(10), note = "ask again for a time" },
  },
}
follow_up "news" {
  from = "referral_received", with = "giver", every = days(14), by = days(21), until_on = { "referral_closed" },
  send = "how it goes",
}
follow_up "nothing came of it" {
  from  = "referral_lost", with = "giver",
  steps = { { after = hours(1), by = days(2), limit = days(7), send = "nothing came of it" } },
}
follow_up "ask while they are glad" {
  from  = "referral_won", with = "giver", only_in = { "good at it" },
  steps = { { after = days(14), by = days(30), send = "a request" } },
}

thank_you "every referral" { on = "referral_received", within = hours(48), send = "thank you" }
thank_you "it became business" {
  on = "referral_won", within = days(7), kind = "gift",
  gift = function(_, referral)
    local value = referral.currency == "USD" and money(referral.value, "USD")
    if value and value >= money(5000, "USD") then return "dinner for two" end
    return "a book that they will like"
  end,
}

example "met yesterday, and nothing is known" {
  given  = { name = "Ada Park", met_at = ago(hours(30)), met_event = "Mixer" },
  expect = { bucket = "later", follow_ups = { ["first note"] = "green" } },
}
example "met three days ago, and it may be of use at once" {
  given   = { name = "Ada Park", met_at = ago(hours(60)), met_event = "Mixer" },
  answers = { may_need_me = yes },
  expect  = { bucket = "now", follow_ups = { ["first note and a coffee"] = "amber" } },
}
example "a referral that failed yesterday" {
  given  = { referrals_received = { { id = "r1", at = ago(days(5)), stage = "lost", thanked_at = ago(days(4)) } } },
  expect = {
    follow_ups = { news = "ended", ["nothing came of it"] = "amber" }, thank_yous = { ["every referral"] = "done" },
  },
}
example "a referral that is on its way, and nobody told" {
  given  = {
    referrals_received = { { id = "r1", at = ago(days(15)), stage = "meeting", thanked_at = ago(days(14)) } },
  },
  expect = { follow_ups = { news = "green" }, thank_yous = { ["every referral"] = "done" } },
}
example "it became business three weeks ago, and their work is good" {
  given   = {
    referrals_received = {
      {
        id = "r1", at = ago(days(40)), stage = "won", thanked_at = ago(days(39)), value = 9000, currency = "USD",
        stages = { { stage = "won", at = ago(days(20)) } },
      },
    },
    thanked = { { kind = "gift", at = ago(days(19)), referral = "r1" } },
  },
  answers = { proven = yes },
  expect  = {
    follow_ups = { news = "ended", ["ask while they are glad"] = "green" },
    thank_yous = { ["every referral"] = "done", ["it became business"] = "done" },
  },
}
