-- expect: failed, line 4: deep
local function f() return pcall(f) end
f()
error('deep')
