-- expect: instructions, line 3
local function f(...)
  while true do local n = select('#', ...) end
end
f(table.unpack({}, 1, 10000))
