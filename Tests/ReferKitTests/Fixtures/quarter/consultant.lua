-- A consultant on her own: 24 hours, 7 days, 30 days for everyone; and the ten she trusts most, every fortnight.
question "proven" { ask = "Have I seen how good their work is?", required = true }
question "fits" { ask = "Do they know people I can help?", answer = any_of { is("serves", "b2b", "both"), is("industry", "law") } }

bucket "known" { needs = { "proven" } }
bucket "others" { otherwise = true }

shortlist "focus" { only_in = { "known" }, by = "trust", at_most = 10 }

template "first note" {
  subject = "Good to have met you",
  text = function(contact, _, me)
    return "Dear " .. (contact.first_name or contact.name) .. ",\n\nit was good to talk to you.\n\n" .. me.name
  end,
  channel = "email", must_say = { "me.name" },
}
template "thanks" { text = "Dear {{contact.name}}, thank you for {{prospect.name or 'your help'}}.", channel = "letter" }

follow_up "24/7/30" {
  from  = "met",
  steps = {
    { after = hours(24), by = hours(48), limit = hours(72), send = "first note" },
    { after = days(7), by = days(12), note = "connect where they are active" },
    { after = days(30), by = days(37), note = "ask for a one-to-one", only_in = { "known" } },
  },
}
follow_up "the ten" {
  from = "last_interaction", every = days(14), by = days(18), limit = days(21), only_in = { "focus" },
  note = { "ask what they need", "introduce somebody" },
}
follow_up "birthday" { from = "birthday", steps = { { after = -days(2), by = days(1), note = "send a card" } } }
follow_up "what became of it" {
  from = "referral_received", with = "giver", every = weeks(2), by = days(18), until_on = { "referral_closed" },
  note = "tell them how it goes",
}

thank_you "every referral" { on = "referral_received", within = hours(48), send = "thanks" }
thank_you "it became business" { on = "referral_won", within = days(7), kind = "gift", gift = "a book" }

guard "not too soon" { before = "giving_referral", unless = in_bucket("known"), say = "You have not seen their work." }
