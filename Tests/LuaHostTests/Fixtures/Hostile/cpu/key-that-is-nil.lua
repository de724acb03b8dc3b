-- expect: failed, line 3: index is nil
local t = {}
t[nil] = 1
