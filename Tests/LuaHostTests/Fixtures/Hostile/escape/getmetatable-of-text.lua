-- expect: failed, line 3: 'getmetatable' is not defined
local x = 1
getmetatable('').__index = nil
