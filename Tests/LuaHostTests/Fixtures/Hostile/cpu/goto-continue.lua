-- expect: instructions, line 3
while true do
  for i = 1, 3 do goto go_on ::go_on:: end
end
