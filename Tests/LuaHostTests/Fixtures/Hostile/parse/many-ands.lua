-- expect: ok
-- run
local x
return
--@ 40000 x and 
x
