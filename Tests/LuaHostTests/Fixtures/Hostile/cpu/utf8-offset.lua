-- expect: instructions, line 3
local s = ('ä'):rep(20000)
while true do utf8.offset(s, -1) utf8.offset(s, 19999) end
