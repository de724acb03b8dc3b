-- expect: failed, line 3: '__index' is not defined
local x = 1
return __index
