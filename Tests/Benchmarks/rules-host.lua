-- The rules of rules.lua as plain Lua for the host of host.cpp.

local our_kind = { banking = true, brokerage = true, ["tax accounting"] = true, law = true }
local nearby = { ["Lake Forest"] = true, ["Highland Park"] = true, Evanston = true }

local function days(count)
  return count * 86400
end

questions = {
  {
    name = "serves_businesses",
    weight = 3,
    answer = function(contact)
      if contact.serves == "b2b" or contact.serves == "both" then return true end
      return contact.industry ~= nil and our_kind[contact.industry] == true
    end,
  },
  {
    name = "in_touch",
    weight = 2,
    answer = function(contact)
      return contact.last_interaction_at ~= nil and now - contact.last_interaction_at <= days(90)
    end,
  },
  {
    name = "nearby",
    weight = 1,
    answer = function(contact) return contact.city ~= nil and nearby[contact.city] == true end,
  },
  {
    name = "trusted",
    weight = 2,
    answer = function(contact) return contact.trust ~= nil and contact.trust >= 4 end,
  },
  {
    name = "sends_business",
    weight = 4,
    answer = function(contact)
      local total = 0
      for _, referral in ipairs(contact.referrals_received or {}) do
        if referral.stage == "won" then total = total + (referral.value or 0) end
      end
      return total >= 1000
    end,
  },
  {
    name = "time_together",
    weight = 1,
    answer = function(contact)
      local minutes = 0
      for _, talk in ipairs(contact.interactions or {}) do
        if talk.at ~= nil and now - talk.at <= days(365) then minutes = minutes + (talk.minutes or 0) end
      end
      return minutes >= 60
    end,
  },
}

function bucket(answers, score)
  if answers.serves_businesses and score >= 6 then return "A" end
  if score >= 3 then return "B" end
  return "C"
end
