-- expect: failed, line 2: it is read-only
table.move({ 1 }, 1, 1, 1, string)
