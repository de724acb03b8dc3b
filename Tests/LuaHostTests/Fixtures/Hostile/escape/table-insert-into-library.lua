-- expect: failed, line 2: it is read-only
table.insert(string, 'x')
