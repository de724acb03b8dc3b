-- expect: instructions, line 2
while true do tostring(1e-300) end
