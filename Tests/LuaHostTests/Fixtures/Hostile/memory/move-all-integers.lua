-- expect: failed, line 2: too many elements to move
return table.move({}, math.mininteger, math.maxinteger, 1)
