-- expect: either
local s, t = ('x'):rep(20000), {}
for i = 1, 3000 do t[i] = s end
return t
