-- expect: failed, line 4: position out of bounds
local t = { 1, 2 }
assert(not pcall(table.insert, t, 0, 'x') and not pcall(table.insert, t, -1, 'x'))
table.insert(t, 4, 'x')
