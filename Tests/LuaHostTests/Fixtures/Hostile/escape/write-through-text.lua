-- expect: failed, line 3: attempt to index a string value (local 's')
local s = 'x'
s.rep = nil
