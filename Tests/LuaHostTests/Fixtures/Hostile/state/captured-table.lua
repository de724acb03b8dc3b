-- expect: failed, line 4: 'n' is read-only
-- called
local t = { n = 0 }
return function() t.n = t.n + 1 return t.n end
