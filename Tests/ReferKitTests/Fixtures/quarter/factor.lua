-- An invoice factor: only who serves businesses can send work; the others are passed on, and kept in sight.
our_kind = { "banking", "brokerage", "tax accounting", "law" }

question "serves_businesses" { ask = "Do their clients sell to businesses?", answer = is("industry", our_kind), weight = 3 }
question "good_at_it" { ask = "Are they as good as they say?", scale = { 1, 5 }, weight = 2, required = true }

bucket "unsorted" { unanswered = true }
bucket "A" { title = "Get to know better", needs = { "serves_businesses", good_at_it = at_least(3) } }
bucket "B" { title = "Pass on", otherwise = true }

template "hello" {
  subject  = "Nice to meet you at {{event.name or 'the event'}}",
  text     = "Hi {{contact.first_name or contact.name}}, this is {{me.name}}. We met on {{contact.met_at | date '%d %B'}}.",
  channel  = "email",
  must_say = { "me.name" },
}
template "thanks" { text = "Dear {{contact.name}}, thank you for thinking of me!", channel = "card" }

follow_up "after we met" {
  from  = "met",
  steps = {
    { after = hours(24), by = hours(48), limit = hours(72), send = "hello" },
    { after = days(7), by = days(14), note = "connect where they are active" },
  },
}
follow_up "keep A warm" {
  from = "last_interaction", every = days(21), by = days(25), limit = days(28), only_in = { "A" },
  note = { "ask how they are", "send an article", "ask for a coffee" },
}
follow_up "keep B in sight" { from = "last_interaction", every = days(45), by = days(60), only_in = { "B" }, note = "say hello" }
follow_up "keep the referrer posted" {
  from = "referral_received", with = "giver", every = days(14), by = days(17), until_on = { "referral_closed" },
  note = "tell them how it goes",
}

thank_you "every referral" { on = "referral_received", within = hours(48), send = "thanks" }
thank_you "it became business" {
  on = "referral_won", within = days(7),
  gift = function(_, referral)
    if referral.currency == "USD" and money(referral.value, "USD") >= money(5000, "USD") then return "dinner for two" end
  end,
}

guard "proven first" { before = "giving_referral", unless = in_bucket("A"), say = "You have not seen their work.", refuse = true }
