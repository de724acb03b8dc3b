-- Active or passive, and how far the relation has come.
--
-- Two things are sorted here, side by side. The first is the mode: with an active networker we give
-- and receive; a passive one is a resource that we use now and then. The second is the stage:
-- visibility (they know we exist), credibility (they trust our work), profitability (it brings
-- business to one of us). A relation can fall back a stage when nobody looks after it.
--
-- To make it yours: set your own region, and change the numbers of days.

setting "our_region" { kind = "text", default = "California", help = "Which state or province do we work in?" }
setting "pays_for" {
  kind = "number", default = 365, range = { 30, 1095 }, help = "For how many days does won business count?",
}

-- Four signs of an active networker.
question "we_invite_them" {
  ask    = "Do we invite them to our networking groups?",
  -- A function: look through the talks and messages for an invitation.
  answer = function(contact)
    for _, interaction in ipairs(contact.interactions) do
      if interaction.kind == "invite" then return true end
    end
  end,
}
question "we_carry_their_cards" { ask = "Do we carry some of their business cards with us?" }
question "we_refer_them" { ask = "Have we referred somebody to them?", answer = has("referrals_given") }
question "they_give_back" { ask = "Have they referred somebody to us?", answer = has("referrals_received") }

-- Three reasons why a good contact stays passive. They give no points.
question "too_far" { ask = "Are they too far away?", answer = is_not("region", settings.our_region), weight = 0 }
question "narrow_market" { ask = "Is their market too narrow for us to help?", weight = 0 }
question "declines_groups" { ask = "Do they decline to join networking groups?", weight = 0 }

-- Signs of the stage. They give no points either.
question "it_pays" {
  ask    = "Has a referral between us become business lately?",
  weight = 0,
  -- A function: one referral that was won, in either direction, is enough.
  answer = function(contact)
    for _, referral in ipairs(contact.referrals_received) do
      if referral.stage == "won" and days_since(referral.at) <= settings.pays_for then return true end
    end
    for _, referral in ipairs(contact.referrals_given) do
      if referral.stage == "won" and days_since(referral.at) <= settings.pays_for then return true end
    end
  end,
}
question "we_trust_them" {
  ask    = "Have we seen their work, or do we trust it?",
  answer = any_of { has("vetted_at"), at_least("trust", 4) },
  weight = 0,
}
question "in_sight" {
  ask    = "Have we been in touch in the last half year?",
  answer = within("last_interaction_at", days(183)),
  weight = 0,
}

bucket "active" {
  set   = "mode",
  title = "Active: give, receive, invite",
  needs = { "we_refer_them", "they_give_back" },
  score = at_least(3),
}
bucket "passive" {
  set   = "mode",
  title = "Passive: a resource now and then",
  when  = any_of { is("too_far", yes), is("narrow_market", yes), is("declines_groups", yes) },
}
bucket "could be active" { set = "mode", title = "Nothing stands in the way: begin", otherwise = true }

bucket "profitability" { set = "vcp", title = "It pays for one of us", needs = { "in_sight", "it_pays" } }
bucket "credibility" { set = "vcp", title = "We trust each other's work", needs = { "in_sight", "we_trust_them" } }
bucket "visibility" { set = "vcp", title = "We know of each other", needs = { "in_sight" } }
bucket "out of sight" { set = "vcp", title = "Say hello again", otherwise = true }

-- One person a week to strengthen: take the first of these.
shortlist "strengthen" { only_in = { "could be active" }, by = "score", at_most = 4 }

example "referrals both ways, invited to the breakfast, and it paid" {
  given   = {
    region = "California", last_interaction_at = ago(days(10)),
    interactions = { { kind = "invite", at = ago(days(10)) } },
    referrals_given = { { at = ago(days(300)), stage = "contacted" } },
    referrals_received = { { at = ago(days(200)), stage = "won" } },
  },
  answers = { we_carry_their_cards = no },
  expect  = { score = 3, buckets = { mode = "active", vcp = "profitability" }, answers = { it_pays = yes } },
}
example "referrals both ways, but no invitation and no cards" {
  given   = {
    region = "California", trust = 4, last_interaction_at = ago(days(182)),
    referrals_given = { { at = ago(days(366)), stage = "won" } },
    referrals_received = { { at = ago(days(90)), stage = "lost" } },
  },
  answers = { we_carry_their_cards = no, narrow_market = no, declines_groups = no },
  expect  = {
    score = 2, settled = yes,
    buckets = { mode = "could be active", vcp = "credibility" },
    answers = { it_pays = no, we_trust_them = yes },
  },
}
example "they only take" {
  given   = {
    region = "California", interactions = { { kind = "invite", at = ago(days(400)) } },
    referrals_given = { { at = ago(days(30)), stage = "won" } }, last_interaction_at = ago(days(30)),
  },
  answers = { we_carry_their_cards = yes, narrow_market = no, declines_groups = no },
  expect  = { score = 3, buckets = { mode = "could be active", vcp = "profitability" } },
}
example "a friendly notary in Spain" {
  given  = { region = "Valencia", trust = 3, last_interaction_at = ago(days(60)) },
  expect = {
    score = 0,
    buckets = { mode = "passive", vcp = "visibility" },
    answers = { too_far = yes, we_trust_them = no },
  },
}
example "next door, but no groups for them" {
  given   = { region = "california" },
  answers = { declines_groups = yes },
  expect  = { score = 0, buckets = { mode = "passive", vcp = "out of sight" }, answers = { too_far = no } },
}
example "a maker of one rare part, and only that" {
  given   = { region = "California" },
  answers = { narrow_market = yes, declines_groups = no },
  expect  = { score = 0, buckets = { mode = "passive" } },
}
example "trusted, and lost from sight" {
  given   = { region = "California", vetted_at = "2024-09-01", last_interaction_at = ago(days(184)) },
  answers = { narrow_market = no, declines_groups = no },
  expect  = { buckets = { mode = "could be active", vcp = "out of sight" }, answers = { we_trust_them = yes } },
}
