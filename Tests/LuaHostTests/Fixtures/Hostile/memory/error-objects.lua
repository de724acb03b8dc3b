-- expect: either, line 3
local keep = {}
while true do local ok, e = pcall(error, {}) keep[#keep + 1] = e end
