-- expect: instructions, line 2
for i = 0, math.mininteger, -1 do end
