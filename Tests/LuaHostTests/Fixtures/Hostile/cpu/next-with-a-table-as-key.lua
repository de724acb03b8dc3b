-- expect: failed, line 3: only numbers, texts and yes/no can be keys here
local t = { a = 1 }
return next(t, {})
