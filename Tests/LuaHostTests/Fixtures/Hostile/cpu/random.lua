-- expect: instructions, line 2
while true do math.random(0) math.random(math.mininteger, math.maxinteger) end
