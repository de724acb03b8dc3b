-- expect: instructions, line 6
local t = {}
for i = 1, 512 do t[i + 0.5] = 1 end
local low, high = 1, 513
while true do
  t[low + 0.5] = nil t[high + 0.5] = 1 low = low + 1 high = high + 1
end
