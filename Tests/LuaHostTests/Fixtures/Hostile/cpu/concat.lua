-- expect: instructions, line 4
local t = {}
for i = 1, 500 do t[i] = i + 0.5 end
while true do table.concat(t, ',') end
