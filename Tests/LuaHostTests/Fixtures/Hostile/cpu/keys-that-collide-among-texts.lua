-- expect: instructions, line 7
-- run
local t, x, last = {}, nil, 8001 * 16383
for i = 1, 8193 do t['k' .. i] = 1 end
for i = 1, 8000 do t[i * 16383] = 1 end
-- With the empty loop its test takes half a second; without, some five.
while true do x = t[last] for _ = 1, 30 do end end
