-- expect: instructions, line 4
local s = ('a'):rep(1000)
for a in s:gmatch('a') do
  for b in s:gmatch('a') do end
end
