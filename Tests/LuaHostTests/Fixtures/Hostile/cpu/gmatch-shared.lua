-- expect: instructions
local next_word = ('a'):rep(100):gmatch('a')
while true do
  if not next_word() then next_word = ('a'):rep(100):gmatch('()') end
end
