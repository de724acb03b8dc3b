-- expect: failed, line 2: resulting string too large
return (''):rep(math.maxinteger, 'xx')
