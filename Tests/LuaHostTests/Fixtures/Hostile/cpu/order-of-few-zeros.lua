-- expect: instructions, line 3
local a = ('\0'):rep(230)
while true do if a < a then return end end
