-- expect: ok true
-- called
local last
return function(person) local was = last last = person return was == nil end
