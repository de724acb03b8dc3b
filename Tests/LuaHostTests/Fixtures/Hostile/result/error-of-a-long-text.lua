-- expect: failed, line 2: xxx
error(('x'):rep(40000), 0)
