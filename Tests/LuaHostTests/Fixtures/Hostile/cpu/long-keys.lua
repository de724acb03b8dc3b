-- expect: instructions, line 4
local a, b = ('x'):rep(40000) .. 'y', ('x'):rep(40000) .. 'y'
local t, x = { [a] = 1 }
while true do x = t[b] end
