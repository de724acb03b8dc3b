-- expect: instructions, line 4
local s = ('x'):rep(200)
return s:gsub('.', function()
  return (s:gsub('.', function(c) return c .. c end))
end)
