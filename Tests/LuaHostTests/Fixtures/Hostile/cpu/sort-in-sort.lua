-- expect: instructions
local function less(a, b)
  local t = { 3, 1, 2 }
  table.sort(t, function(x, y) return x < y end)
  return a < b
end
local t = {}
for i = 1, 1000 do t[i] = -i end
while true do table.sort(t, less) end
