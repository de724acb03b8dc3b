-- The cities where we know most people, and how many referrals came from there.
--
-- This script declares no rule. It looks at all contacts, and prints the table that it returns.
-- Change the 10 to see more cities or fewer.

how_many = 10

local cities = {}
for city, people in pairs(group_by(where(contacts(), has("city")), "city")) do
  table.insert(cities, {
    city      = city,
    people    = #people,
    referrers = count(people, has("referrals_received")),
    referrals = sum(people, function(contact) return #contact.referrals_received end),
  })
end

-- The minus sign puts the most people first.
cities = sort_by(cities, function(row) return -row.people end)

local rows = { columns = { "city", "people", "referrers", "referrals" } }
for place = 1, math.min(how_many, #cities) do
  rows[place] = cities[place]
end
return rows
