-- expect: failed, line 4: 'x' is read-only
-- called
local t = { a = { b = {} } }
return function() t.a.b.x = 1 end
