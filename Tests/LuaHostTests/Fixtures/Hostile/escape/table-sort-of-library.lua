-- expect: failed, line 2: it is read-only
table.sort(math)
