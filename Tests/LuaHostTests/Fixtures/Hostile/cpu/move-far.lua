-- expect: instructions, line 2
while true do table.move({}, 1, 999999, 2) end
