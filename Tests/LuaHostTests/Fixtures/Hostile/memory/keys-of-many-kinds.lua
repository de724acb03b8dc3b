-- expect: either, line 3
local t, n = {}, 0
while true do n = n + 1 t[n + 0.5] = n t['k' .. n] = n t[-n] = n end
