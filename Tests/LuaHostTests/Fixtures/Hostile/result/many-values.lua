-- expect: either
return table.unpack({}, 1, 60000)
