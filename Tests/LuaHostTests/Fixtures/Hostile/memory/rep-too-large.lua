-- expect: failed, line 2: resulting string too large
return ('x'):rep(1e9 // 1 | 0)
