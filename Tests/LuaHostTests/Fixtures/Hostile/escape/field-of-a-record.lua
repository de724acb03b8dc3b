-- expect: failed, line 4: no field is called 'secret'
-- called
return function(person)
  return person.secret
end
