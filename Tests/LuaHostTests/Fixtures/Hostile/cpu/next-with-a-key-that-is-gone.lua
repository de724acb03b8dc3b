-- expect: ok
local t = { a = 1, b = 2, c = 3 }
t.b = nil
assert(next(t, 'b') == 'c' and next(t, 'zzz') == nil)
