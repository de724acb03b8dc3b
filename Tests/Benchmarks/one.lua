-- The least that a start can take: lua5.4 asks the six questions of rules.lua about one contact, the first
-- that `host generate` writes, and prints the decision as the host does.

local now = 1768478400 -- 2026-01-15T12:00:00Z
local our_kind = { banking = true, brokerage = true, ["tax accounting"] = true, law = true }
local near_us = { ["Lake Forest"] = true, ["Highland Park"] = true, Evanston = true }

local contact = {
  id = "c1",
  industry = "catering",
  serves = "b2b",
  city = "Madison",
  trust = 4,
  last_interaction_at = 1753764659, -- 2025-07-29T04:50:59Z
  interactions = { { at = 1714438812, minutes = 15 }, { at = 1753764659, minutes = 5 } },
  referrals_received = { { stage = "won" } },
}

local function days(count)
  return count * 86400
end

local function won_value()
  local total = 0
  for _, referral in ipairs(contact.referrals_received) do
    if referral.stage == "won" then total = total + (referral.value or 0) end
  end
  return total
end

local function minutes_of_last_year()
  local minutes = 0
  for _, talk in ipairs(contact.interactions) do
    if now - talk.at <= days(365) then minutes = minutes + (talk.minutes or 0) end
  end
  return minutes
end

local serves_businesses = contact.serves == "b2b" or contact.serves == "both" or our_kind[contact.industry] == true
local answers = {
  { serves_businesses, 3 },
  { now - contact.last_interaction_at <= days(90), 2 },
  { near_us[contact.city] == true, 1 },
  { contact.trust >= 4, 2 },
  { won_value() >= 1000, 4 },
  { minutes_of_last_year() >= 60, 1 },
}

local score = 0
for _, answer in ipairs(answers) do
  if answer[1] then score = score + answer[2] end
end
local bucket = serves_businesses and score >= 6 and "A" or score >= 3 and "B" or "C"
print(contact.id .. "," .. bucket .. "," .. score)
