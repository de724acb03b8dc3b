-- expect: instructions, line 2
while true do table.unpack({}, 1, 5000) end
