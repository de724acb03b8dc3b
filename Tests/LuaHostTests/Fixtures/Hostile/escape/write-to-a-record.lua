-- expect: failed, line 4: a person can't be changed by a rule: 'name' is read-only
-- called
return function(person)
  person.name = 'x'
end
