-- expect: instructions, line 4
local s = 'a' .. ('\x80'):rep(20000)
local step = utf8.codes(s)
while true do pcall(step, s, 1) end
