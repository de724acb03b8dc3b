-- expect: instructions
local s = ('a '):rep(5000)
while true do
  for w in s:gmatch('%a+') do break end
end
