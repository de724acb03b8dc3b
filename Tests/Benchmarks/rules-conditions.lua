-- The decisions of rules.lua with conditions for answers, where a condition can say it.

our_kind = { "banking", "brokerage", "tax accounting", "law" }

question "serves_businesses" {
  ask = "Do they have clients in a B2B industry?",
  weight = 3,
  answer = any_of { is("serves", "b2b", "both"), is("industry", our_kind) },
}
question "in_touch" {
  ask = "Have we spoken in the last three months?",
  weight = 2,
  answer = within("last_interaction_at", days(90)),
}
question "nearby" {
  ask = "Do they live where we do?",
  answer = is("city", "Lake Forest", "Highland Park", "Evanston"),
}
question "trusted" {
  ask = "Do we trust them?",
  weight = 2,
  answer = at_least("trust", 4),
}
question "sends_business" {
  ask = "Have their referrals become business?",
  weight = 4,
  answer = function(contact)
    local total = 0
    for _, referral in ipairs(contact.referrals_received or {}) do
      if referral.stage == "won" then total = total + (referral.value or 0) end
    end
    return total >= 1000
  end,
}
question "time_together" {
  ask = "Did we spend an hour together in the last year?",
  answer = function(contact)
    local minutes = 0
    for _, talk in ipairs(contact.interactions or {}) do
      if talk.at ~= nil and now - talk.at <= days(365) then minutes = minutes + (talk.minutes or 0) end
    end
    return minutes >= 60
  end,
}

bucket "A" { title = "Get to know better", needs = { "serves_businesses" }, score = at_least(6) }
bucket "B" { title = "Keep in touch", score = at_least(3) }
bucket "C" { title = "Pass on", otherwise = true }
