-- expect: instructions, line 3
local x
while true do x = 1e308 % 5e-324 end
