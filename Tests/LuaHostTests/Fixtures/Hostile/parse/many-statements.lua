-- expect: ok
-- run
local x
--@ 50000 x=x 
