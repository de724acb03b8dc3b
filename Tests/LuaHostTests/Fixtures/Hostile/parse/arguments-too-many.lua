-- expect: syntax
local f
f(
--@ 300 1,
1)
