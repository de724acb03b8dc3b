-- expect: instructions, line 4
local t = {}
for i = 1, 1000 do t['k' .. i] = i end
while true do for k in pairs(t) do break end end
