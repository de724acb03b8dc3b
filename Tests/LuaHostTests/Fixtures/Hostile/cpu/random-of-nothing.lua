-- expect: failed, line 2: interval is empty
return math.random(1, 0)
