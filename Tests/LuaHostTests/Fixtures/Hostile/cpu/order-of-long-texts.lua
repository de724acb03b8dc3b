-- expect: instructions, line 3
local a = ('x'):rep(40000)
while true do if a < a then return end end
