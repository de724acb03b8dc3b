-- expect: failed, line 3: 'rawset' is not defined
local x = 1
rawset(string, 'rep', nil)
