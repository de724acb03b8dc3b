-- expect: syntax
local a

--@ 300 a,
a = 1
