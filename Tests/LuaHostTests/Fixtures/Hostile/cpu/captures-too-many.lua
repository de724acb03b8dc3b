-- expect: failed, line 2: too many captures
return ('x'):rep(50):find(('()'):rep(40))
