-- expect: failed, line 3: 'xpcall' is not defined
local x = 1
xpcall(error, function() while true do end end)
