-- expect: either, line 3
local t = {}
while true do t[#t + 1] = {} end
