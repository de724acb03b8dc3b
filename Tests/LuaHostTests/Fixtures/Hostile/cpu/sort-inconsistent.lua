-- expect: ok
local t = {}
for i = 1, 300 do t[i] = i end
table.sort(t, function() return true end)
table.sort(t, function(a, b) return a <= b end)
local seen = {}
for _, x in ipairs(t) do seen[x] = true end
for i = 1, 300 do assert(seen[i]) end
