-- expect: instructions, line 3
local s = ('x'):rep(5000)
while true do s:byte(1, -1) end
