-- expect: instructions, line 3
local a, x = 1.2345e-300
while true do x = a .. a .. a .. a .. a .. a .. a .. a .. a end
