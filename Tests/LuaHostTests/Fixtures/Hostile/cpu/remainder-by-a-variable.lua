-- expect: instructions, line 3
local a, b, x = 1.2345e308, 1.234e-300
while true do x = a % b x = a % b x = a % b x = a % b end
