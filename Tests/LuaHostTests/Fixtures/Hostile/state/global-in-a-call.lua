-- expect: failed, line 4: 'seen' can't be set inside a rule
-- called
return function(person)
  seen = person.name
end
