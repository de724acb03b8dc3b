-- expect: instructions, line 4
local t = {}
for i = 1, 5000 do t[i] = i end
while true do sum(t) end
