-- expect: instructions, line 3
local s = ('ä'):rep(5000)
while true do for p, c in utf8.codes(s) do end end
