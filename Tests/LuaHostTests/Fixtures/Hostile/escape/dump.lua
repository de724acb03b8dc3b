-- expect: failed, line 3: attempt to call a nil value (method 'dump')
local s = 'x'
return s:dump()
