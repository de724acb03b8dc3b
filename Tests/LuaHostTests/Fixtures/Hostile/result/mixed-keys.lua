-- expect: ok
return { 1, 2, [2^53] = 1, [-1] = 1, [0.5] = 1, [true] = 1, x = 1, ['\xff'] = 1, [math.mininteger] = 1 }
