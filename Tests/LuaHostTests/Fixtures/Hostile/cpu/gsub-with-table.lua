-- expect: instructions, line 3
local s, t = ('ab'):rep(1000), { a = 'b', b = 'a' }
while true do s = s:gsub('%a', t) end
