-- expect: instructions, line 2
for a in ('x'):rep(100000):gmatch('') do end
