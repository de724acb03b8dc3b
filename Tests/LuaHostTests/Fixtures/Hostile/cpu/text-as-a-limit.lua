-- expect: ok
local n = 0
for i = 1, '10' do n = n + 1 end
assert(n == 10)
