-- expect: instructions, line 3
local a, b = ('x'):rep(40000) .. 'y', ('x'):rep(40000) .. 'y'
while true do if a ~= b then return end end
