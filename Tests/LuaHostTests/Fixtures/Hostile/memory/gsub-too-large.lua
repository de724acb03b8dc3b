-- expect: failed, line 3: resulting string too large
-- run
return ('x'):rep(2000):gsub('x', ('y'):rep(1000))
