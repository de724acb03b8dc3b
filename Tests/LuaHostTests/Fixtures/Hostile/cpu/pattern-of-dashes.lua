-- expect: instructions, line 2
return ('a'):rep(26):match(('a-'):rep(26) .. 'b')
