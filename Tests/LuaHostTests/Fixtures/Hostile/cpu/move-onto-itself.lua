-- expect: instructions, line 3
local t = { 1 }
while true do table.move(t, 1, 10000, 2) end
