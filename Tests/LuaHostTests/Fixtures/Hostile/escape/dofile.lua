-- expect: failed, line 3: 'dofile' is not defined
local x = 1
return dofile('/etc/passwd')
