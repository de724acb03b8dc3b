-- expect: failed, line 3: 'coroutine' is not defined
local x = 1
return coroutine.wrap(function() end)
