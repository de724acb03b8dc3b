-- expect: ok 1
-- called
local t = { 1, 2, 3 }
return function() for _, x in ipairs(t) do return x end end
