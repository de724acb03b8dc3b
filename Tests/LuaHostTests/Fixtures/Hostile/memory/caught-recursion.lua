-- expect: either
local function f() local ok = pcall(f) return 1 + f() end
return pcall(f)
