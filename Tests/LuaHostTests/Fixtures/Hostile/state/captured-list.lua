-- expect: failed, line 4: it is read-only
-- called
local t = {}
return function(person) table.insert(t, person.name) return #t end
