-- expect: ok
local t = { __tostring = function() while true do end end, __name = 'x' }
assert(tostring(t) == 'table')
