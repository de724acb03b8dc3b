-- expect: ok
-- run
local s = [[
--@ 50000 ] 
]]
