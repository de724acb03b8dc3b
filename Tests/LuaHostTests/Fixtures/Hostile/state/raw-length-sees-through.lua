-- expect: ok 3
-- called
local t = { 1, 2, 3 }
return function() return rawlen(t) end
