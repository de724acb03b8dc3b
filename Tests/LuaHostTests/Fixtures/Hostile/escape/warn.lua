-- expect: failed, line 3: 'warn' is not defined
local x = 1
warn('@on')
