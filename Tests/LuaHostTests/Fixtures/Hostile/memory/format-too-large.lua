-- expect: failed, line 4: resulting string too large
-- run
local s = ('x'):rep(600000)
return ('%s%s'):format(s, s)
