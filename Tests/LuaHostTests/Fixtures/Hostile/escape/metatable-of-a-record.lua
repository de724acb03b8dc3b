-- expect: failed, line 4: no field is called '__metatable'
-- called
return function(person)
  return person.__metatable
end
