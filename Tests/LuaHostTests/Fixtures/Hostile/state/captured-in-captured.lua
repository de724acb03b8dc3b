-- expect: ok 1
-- called
local n = 0
local function up() n = n + 1 return n end
return function() return up() end
