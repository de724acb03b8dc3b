-- expect: instructions, line 5
-- run
while true do
  local t = {}
  for i = 1, 2000 do t[i * 2047] = 1 end
end
