-- expect: failed, line 3: 'io' is not defined
local x = 1
return io.open('/etc/passwd')
