-- expect: failed, line 2: resulting string too large
return ('xx'):rep(math.maxinteger)
