-- expect: ok same
-- called
return function() return math.random(1000000) end
