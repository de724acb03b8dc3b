-- expect: failed: a value is nested more than 60 deep, or holds itself
local t = {}
for i = 1, 5000 do t = { t } end
return t
