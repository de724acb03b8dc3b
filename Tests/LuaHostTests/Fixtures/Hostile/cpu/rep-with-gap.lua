-- expect: instructions, line 2
while true do (''):rep(50000, 'ab') end
