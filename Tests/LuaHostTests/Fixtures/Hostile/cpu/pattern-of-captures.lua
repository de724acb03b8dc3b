-- expect: instructions, line 2
return ('a'):rep(1000):find(('(a*)'):rep(20) .. 'b')
