-- expect: failed, line 4: an iterator can't be kept for a rule
-- called
local step = pairs({ 1, 2 })
return function() return step() end
