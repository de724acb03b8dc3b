-- expect: instructions, line 3
local s = '0x' .. ('f'):rep(10000)
while true do tonumber(s) end
