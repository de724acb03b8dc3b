-- expect: failed, line 3: 'setmetatable' is not defined
local x = 1
setmetatable({}, { __gc = function() while true do end end })
