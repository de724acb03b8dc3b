-- expect: instructions, line 3
local s = ('a'):rep(50000)
while true do s:find(('a'):rep(500) .. 'b', 1, true) end
