-- expect: instructions, line 4
local t = {}
for i = 1, 200 do t[i] = i end
while true do math.max(table.unpack(t)) end
