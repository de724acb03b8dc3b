-- expect: ok
-- called
return function(person) return function() return person end end
