-- expect: instructions, line 7
-- run
local t = {}
for i = 1, 2000 do t[i * 2047] = 1 end
-- From here on all that is read has the longest chain's place.
local first = 3000 * 2047
while true do table.move(t, first, first, 1, {}) end
