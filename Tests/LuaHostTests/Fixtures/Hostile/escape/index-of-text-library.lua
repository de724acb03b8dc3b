-- expect: failed, line 3: attempt to index a nil value (field '__index')
local s = ''
return s.__index.rep
