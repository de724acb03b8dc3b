-- expect: failed, line 5: bad argument #1 to 'for iterator' (list expected, got
-- called
return function(person)
  local step = pairs(person.tags)
  for _ in step, print, 0 do end
end
