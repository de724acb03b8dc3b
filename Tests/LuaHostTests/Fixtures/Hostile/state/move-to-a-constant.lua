-- expect: failed, line 4: it is read-only
-- called
local t = {}
return function() table.move({ 1, 2 }, 1, 2, 1, t) end
