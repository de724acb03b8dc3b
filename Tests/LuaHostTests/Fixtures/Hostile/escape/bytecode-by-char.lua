-- expect: failed, line 3: 'load' is not defined
local code = string.char(27) .. 'LuaT'
return load(code)
