-- expect: failed, line 4: it is read-only
-- called
local t = { 3, 1, 2 }
return function() table.sort(t) return t[1] end
