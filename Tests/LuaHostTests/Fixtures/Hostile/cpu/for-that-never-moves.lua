-- expect: instructions, line 2
for x = 2^53, math.huge, 0.5 do end
