-- expect: failed, line 2: attempt to compare
table.sort({ 3, 'x', {} })
