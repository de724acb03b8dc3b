-- expect: instructions, line 2
while true do pcall(error, ('x'):rep(100)) end
