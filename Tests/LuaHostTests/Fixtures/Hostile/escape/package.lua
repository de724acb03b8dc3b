-- expect: failed, line 3: 'package' is not defined
local x = 1
return package.loaded.os
