-- expect: failed, line 3: 'debug' is not defined
local x = 1
return debug.getregistry()
