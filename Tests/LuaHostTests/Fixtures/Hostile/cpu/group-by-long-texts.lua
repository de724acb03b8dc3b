-- expect: instructions
local a, b = ('x'):rep(20000) .. 'y', ('x'):rep(20000) .. 'y'
local t = {}
for i = 1, 1000 do t[i] = i end
return group_by(t, function(i) return i % 2 == 0 and a or b end)
