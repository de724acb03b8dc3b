-- expect: instructions, line 4
local t = {}
for i = 1, 1000 do t[i] = i end
while true do local k repeat k = next(t, k) until k == nil end
