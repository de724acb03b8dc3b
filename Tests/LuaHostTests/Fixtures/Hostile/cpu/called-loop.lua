-- expect: instructions, line 4
-- called
return function(person)
  while true do local name = person.name end
end
