-- expect: instructions, line 2
while true do (''):rep(math.maxinteger) end
