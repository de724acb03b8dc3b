-- expect: instructions, line 3
local s = ('x'):rep(20000)
while true do s:reverse() end
