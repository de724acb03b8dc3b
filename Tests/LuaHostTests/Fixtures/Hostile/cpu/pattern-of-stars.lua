-- expect: instructions, line 2
return ('a'):rep(60):find(('.*'):rep(8) .. 'z')
