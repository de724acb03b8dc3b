-- expect: instructions, line 3
local s = ('a'):rep(20000)
while true do s:find('[^%z\1-\255]') end
