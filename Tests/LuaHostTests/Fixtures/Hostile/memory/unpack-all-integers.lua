-- expect: failed, line 2: too many results to unpack
return table.unpack({}, math.mininteger, math.maxinteger)
