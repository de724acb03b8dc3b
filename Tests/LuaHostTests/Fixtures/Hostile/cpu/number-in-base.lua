-- expect: instructions, line 3
local s = ('z'):rep(10000)
while true do tonumber(s, 36) end
