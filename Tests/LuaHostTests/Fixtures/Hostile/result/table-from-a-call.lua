-- expect: ok
-- called
return function(person) return { person } end
