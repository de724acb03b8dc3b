-- expect: output, line 2
print(('x'):rep(70000))
