-- Six questions and three buckets with functions for answers: the same decisions as rules-host.lua.

our_kind = { banking = true, brokerage = true, ["tax accounting"] = true, law = true }
near_us = { ["Lake Forest"] = true, ["Highland Park"] = true, Evanston = true }

question "serves_businesses" {
  ask = "Do they have clients in a B2B industry?",
  weight = 3,
  answer = function(contact)
    if contact.serves == "b2b" or contact.serves == "both" then return true end
    return contact.industry ~= nil and our_kind[contact.industry] == true
  end,
}
question "in_touch" {
  ask = "Have we spoken in the last three months?",
  weight = 2,
  answer = function(contact)
    return contact.last_interaction_at ~= nil and now - contact.last_interaction_at <= days(90)
  end,
}
question "nearby" {
  ask = "Do they live where we do?",
  answer = function(contact) return contact.city ~= nil and near_us[contact.city] == true end,
}
question "trusted" {
  ask = "Do we trust them?",
  weight = 2,
  answer = function(contact) return contact.trust ~= nil and contact.trust >= 4 end,
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
