-- expect: failed, line 3: 'load' is not defined
local x = 1
return load('return 1')()
