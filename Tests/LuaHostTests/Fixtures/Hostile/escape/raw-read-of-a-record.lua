-- expect: failed, line 4: bad argument #1 to 'rawget' (table expected, got
-- called
return function(person)
  return rawget(person, 'name')
end
