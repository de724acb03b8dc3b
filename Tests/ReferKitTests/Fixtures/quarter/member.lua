-- A member of a chapter: one-to-ones with everyone in it, thanks at once, and a word to whoever came as a visitor.
question "gives" { ask = "Have they sent me somebody?", answer = function(c) return #c.referrals_received > 0 end, weight = 2 }
question "trusted" { ask = "Would I send my mother to them?", weight = 3 }
question "local" { ask = "Are they near?", answer = is("city", "Peoria") }

bucket "inner" { set = "circle", score = at_least(4) }
bucket "outer" { set = "circle", otherwise = true }
bucket "chapter" { set = "seat", when = is("group", "River City") }
bucket "guests" { set = "seat", otherwise = true }

template "thanks" { text = "{{contact.name}}, thank you. {{me.name}}", channel = "message" }

follow_up "after we met" {
  from = "met", steps = { { after = hours(20), by = hours(44), limit = hours(72), note = "write a line" } },
}
follow_up "one-to-one" {
  from = "met", every = days(28), by = days(35), limit = days(40), only_in = { "chapter" }, done_by = { "one_to_one" },
  note = "sit down for an hour",
}
follow_up "keep the inner circle" {
  from = "last_interaction", every = days(10), by = days(14), limit = days(17), only_in = { "inner" },
  note = { "call", "send something useful" },
}
follow_up "your visitor" {
  from = "visitor_came", steps = { { after = hours(12), by = hours(36), limit = hours(72), note = "ask how they liked it" } },
}

thank_you "every referral" { on = "referral_received", within = hours(36), send = "thanks" }
thank_you "business" { on = "referral_won", within = days(4), kind = "card" }
