-- expect: either, line 4
local t = {}
local i = 1
while true do t[i] = i i = i * 2 if i <= 0 then i = 1 t = { t } end end
