-- expect: instructions, line 3
local s = ('('):rep(50000)
while true do s:find('%b()') end
