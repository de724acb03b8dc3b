question "q" { ask = "Do they?", weight = 2, ask_again = days(30), answer = any_of { has("serves"), at_least("trust", 3) } }
question "f" { ask = "Near?", points = { yes = 3, no = -1 }, answer = function(c) return c.city == "x" or now - (c.met_at or now) < days(9) end }
setting "pay" { default = 5, ask = "How much?" }
bucket "A" { title = "a", needs = { "q" }, score = at_least(3), when = all_of { is("f", yes), none_of { one_of("city", { "x" }) } } }
bucket "B" { title = "b", otherwise = true }
shortlist "s" { only_in = { "A" }, by = "score", at_most = 8 }
example "e" { given = { city = "x" }, now = "2026-01-01", expect = { bucket = "A", score = 4 } }
