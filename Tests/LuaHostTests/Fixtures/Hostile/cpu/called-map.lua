-- expect: instructions, line 4
-- called
return function(person)
  while true do for key in pairs(person.extra) do end end
end
