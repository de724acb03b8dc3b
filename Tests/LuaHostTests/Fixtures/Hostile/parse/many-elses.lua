-- expect: ok
-- run
local x
if x then
--@ 15000 elseif x then 
end
