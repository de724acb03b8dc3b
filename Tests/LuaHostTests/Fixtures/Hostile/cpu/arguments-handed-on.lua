-- expect: instructions
local function f(...) return f(...) end
f(table.unpack({}, 1, 10000))
