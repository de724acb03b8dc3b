-- expect: instructions, line 3
local s = ('a '):rep(5000)
while true do s:gsub('%f[%w]%w-%f[%W]', '%0') end
