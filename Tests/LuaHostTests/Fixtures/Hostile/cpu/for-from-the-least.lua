-- expect: instructions, line 2
for i = math.mininteger, math.maxinteger, 1 do end
