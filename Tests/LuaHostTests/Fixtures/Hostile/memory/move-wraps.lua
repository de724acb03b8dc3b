-- expect: failed, line 2: destination wrap around
return table.move({}, 1, 10, math.maxinteger - 5)
