-- expect: either
-- run
local keep = {}
for i = 1, 290000 do keep[i] = { i, {} } end
local s
while true do s = ('x'):rep(60000) end
