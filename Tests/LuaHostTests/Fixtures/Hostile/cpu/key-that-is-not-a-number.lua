-- expect: failed, line 3: index is NaN
local t = {}
t[0 / 0] = 1
