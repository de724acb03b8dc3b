-- expect: ok
local t, n = {}, 0
for i = 1, 100 do t['k' .. i] = i end
for k in pairs(t) do n = n + 1 for other in pairs(t) do t[other] = nil end end
assert(n == 1 and next(t) == nil)
