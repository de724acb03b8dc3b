-- expect: source
local a
return a
--@ 50000 [1]
