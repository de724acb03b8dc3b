-- expect: output, line 2
while true do print() end
