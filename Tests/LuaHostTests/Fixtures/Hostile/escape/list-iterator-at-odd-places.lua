-- expect: ok
-- called
return function(person)
  local step, list = pairs(person.tags)
  assert(step(list, -1) == nil and step(list, math.maxinteger) == nil and step(list, math.mininteger) == nil)
  assert(person.tags[0] == nil and person.tags[-1] == nil and person.tags[2^53] == nil and person.tags[0.5] == nil)
end
