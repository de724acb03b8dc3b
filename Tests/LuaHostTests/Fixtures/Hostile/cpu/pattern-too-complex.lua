-- expect: failed, line 2: pattern too complex
return ('x'):rep(500):find(('x?'):rep(300))
