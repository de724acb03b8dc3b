-- expect: failed: a value is nested more than 60 deep, or holds itself
local t = {}
t[1] = t
return t
