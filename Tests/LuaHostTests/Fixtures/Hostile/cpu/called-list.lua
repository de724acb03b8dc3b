-- expect: instructions, line 4
-- called
return function(person)
  while true do for tag in person.tags do end end
end
