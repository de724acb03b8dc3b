-- expect: ok
local t = {}
for i = 1, 50 do t[i] = 51 - i end
table.sort(t, function(a, b) t[1] = 0 t[100] = 1 return a < b end)
assert(t[1] == 1)
