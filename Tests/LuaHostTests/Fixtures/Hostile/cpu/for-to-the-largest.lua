-- expect: instructions, line 3
for i = math.maxinteger - 1, math.maxinteger do end
for i = 1, math.maxinteger do end
