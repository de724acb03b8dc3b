-- expect: instructions, line 3
local s = ('\0'):rep(5000)
while true do ('%q'):format(s) end
