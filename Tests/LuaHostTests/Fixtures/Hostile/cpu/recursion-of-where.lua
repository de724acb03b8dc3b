-- expect: failed: C stack overflow
local function f() return where({ 1 }, f) end
f()
