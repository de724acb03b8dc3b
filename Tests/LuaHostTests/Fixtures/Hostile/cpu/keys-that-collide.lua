-- expect: instructions, line 4
local t, x, last = {}, nil, 8001 * 8191
for i = 1, 8000 do t[i * 8191] = 1 end
while true do x = t[last] x = t[last] x = t[last] x = t[last] x = t[last] x = t[last] end
