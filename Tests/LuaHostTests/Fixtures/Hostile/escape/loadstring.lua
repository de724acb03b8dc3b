-- expect: failed, line 3: 'loadstring' is not defined
local x = 1
return loadstring('x')
