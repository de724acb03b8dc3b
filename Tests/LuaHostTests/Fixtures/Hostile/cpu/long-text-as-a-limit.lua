-- expect: instructions, line 3
local s = (' '):rep(40000) .. '1'
while true do for i = 1, s do break end end
