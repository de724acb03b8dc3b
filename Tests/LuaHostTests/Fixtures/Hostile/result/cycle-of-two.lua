-- expect: failed: a value is nested more than 60 deep, or holds itself
local a, b = {}, {}
a.b, b.a = b, a
return a
