-- expect: output, line 2
while true do print(table.unpack({}, 1, 100)) end
