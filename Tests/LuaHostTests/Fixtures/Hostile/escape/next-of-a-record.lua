-- expect: failed, line 4: bad argument #1 to 'next' (table expected, got
-- called
return function(person)
  return next(person)
end
