-- Strong connections: the best sources of referrals are the people we have a real relation with.
--
-- There are five ways to build one: take them on as a client, become their client, be friends, keep
-- in touch, and follow what they do. Each way that we use gives points. Meeting many people is
-- right at the start; then look at "growing", and turn a few of them into "strong".
--
-- To make it yours: change the points (weight), the days, or how many points make it strong.

setting "in_touch_days" {
  kind = "number", default = 90, range = { 7, 365 }, help = "After how many days without a word are we out of touch?",
}
setting "strong_from" { kind = "number", default = 5, range = { 1, 8 }, help = "How many points make it strong?" }

question "they_are_our_client" {
  ask    = "Have we taken them on as a client, even a small one?",
  answer = is("is_client", yes),
  weight = 2,
}
question "we_are_their_client" {
  ask    = "Do we buy from them?",
  answer = is("i_am_client", yes),
  weight = 2,
}
question "we_are_friends" {
  ask    = "Are we friends, or do we at least meet for pleasure?",
  answer = is("friend", yes),
  weight = 2,
}
question "we_keep_in_touch" {
  ask    = "Have we talked, and lately?",
  answer = all_of { has("interactions"), within("last_interaction_at", days(settings.in_touch_days)) },
}
question "we_follow_their_work" {
  ask    = "Have we followed their seminars, panels or pages in the last year?",
  -- A function: two signs of interest in a year are enough. Change the 2, or the 365.
  answer = function(contact)
    local signs = 0
    for _, interaction in ipairs(contact.interactions) do
      local kind = interaction.kind
      if kind == "follow" or kind == "social" or kind == "question" or kind == "congratulation" then
        if days_since(interaction.at) <= 365 then signs = signs + 1 end
      end
    end
    return signs >= 2
  end,
}

bucket "strong" { title = "Strong: they speak for us", score = at_least(settings.strong_from) }
bucket "growing" { title = "Growing: pick one more way", score = at_least(2) }
bucket "a card" { title = "A card in a drawer", otherwise = true }

shortlist "next to be strong" { only_in = { "growing" }, by = "score", at_most = 12, warn_under = 5 }

example "a client and friend, seen ten days ago" {
  given  = {
    is_client = yes, i_am_client = no, friend = yes, last_interaction_at = ago(days(10)),
    interactions = { { kind = "one_to_one", at = ago(days(10)) } },
  },
  expect = { bucket = "strong", score = 5, settled = yes },
}
example "the same client and friend, not seen for a season" {
  given  = {
    is_client = yes, i_am_client = no, friend = yes, last_interaction_at = ago(days(91)),
    interactions = { { kind = "one_to_one", at = ago(days(91)) } },
  },
  expect = { bucket = "growing", score = 4, settled = yes, answers = { we_keep_in_touch = no } },
}
example "we keep in touch and follow their work" {
  given  = {
    is_client = no, i_am_client = no, friend = no, last_interaction_at = ago(days(89)),
    interactions = { { kind = "follow", at = ago(days(364)) }, { kind = "question", at = ago(days(89)) } },
  },
  expect = { bucket = "growing", score = 2, answers = { we_keep_in_touch = yes, we_follow_their_work = yes } },
}
example "one sign of interest, and an old one, are not enough" {
  given  = {
    is_client = no, i_am_client = no, friend = no, last_interaction_at = ago(days(20)),
    interactions = { { kind = "social", at = ago(days(366)) }, { kind = "congratulation", at = ago(days(20)) } },
  },
  expect = { bucket = "a card", score = 1, answers = { we_follow_their_work = no } },
}
example "you know better than the file that you are friends" {
  given   = { is_client = no, i_am_client = yes, friend = no },
  answers = { we_are_friends = yes },
  expect  = { bucket = "growing", score = 4, settled = yes },
}
example "a card and nothing else can still become anything" {
  expect = { bucket = "a card", score = 0, settled = no, possible = { "strong", "growing", "a card" } },
}
