-- expect: instructions, line 5
local t = {}
for i = 1, 300 do t[i] = i end
return count(t, function()
  return count(t, function() return count(t, function() return true end) end)
end)
