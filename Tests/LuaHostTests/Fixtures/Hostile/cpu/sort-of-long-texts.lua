-- expect: instructions, line 4
local t = {}
for i = 1, 100 do t[i] = ('x'):rep(1000) .. i % 10 end
while true do table.sort(t) end
