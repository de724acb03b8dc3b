-- expect: instructions, line 3
local s = ('ä'):rep(20000)
while true do utf8.len(s) end
