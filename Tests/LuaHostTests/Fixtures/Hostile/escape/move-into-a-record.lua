-- expect: failed, line 4: this list can't be changed by a rule
-- called
return function(person)
  table.move({ 1 }, 1, 1, 1, person)
end
