-- expect: instructions, line 4
-- called
return function(person)
  while true do pcall(function() return person.nothing end) end
end
