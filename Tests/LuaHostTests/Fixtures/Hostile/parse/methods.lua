-- expect: source
local f
f
--@ 40000 :m()
