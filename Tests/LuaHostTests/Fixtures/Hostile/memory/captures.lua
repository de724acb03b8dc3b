-- expect: either, line 3
local t = {}
while true do t[#t + 1] = { ('abc'):rep(10):match(('(.)'):rep(30)) } end
