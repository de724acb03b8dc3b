-- expect: failed, line 4: an iterator can't be kept for a rule
-- called
local words = ('a b'):gmatch('%a')
return function() return words() end
