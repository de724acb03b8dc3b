-- expect: instructions
local t = { 1 }
while true do
  for k in pairs(t) do t[k + #t] = 1 end
end
