-- expect: failed, line 3: 'collectgarbage' is not defined
local x = 1
collectgarbage('stop')
