-- expect: failed, line 3: '_G' is not defined
local x = 1
return _G.print
