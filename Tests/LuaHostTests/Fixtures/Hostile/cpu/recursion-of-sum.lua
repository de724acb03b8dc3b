-- expect: failed: C stack overflow
local function f() return sum({ 1 }, f) end
f()
