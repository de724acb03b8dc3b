-- expect: failed, line 3: malformed pattern (missing ']')
assert(not pcall(string.find, 'x', '%') and not pcall(string.find, 'x', '(') and not pcall(string.rep))
return ('x'):gsub('[a', '')
