-- expect: failed, line 6: resulting string too large
-- run
local s = ('x'):rep(3000)
local t = {}
for i = 1, 400 do t[i] = s end
return table.concat(t)
