-- expect: failed, line 3: attempt to perform arithmetic on a table value (local 't')
local t = { __add = function() return 1 end, __index = print, __call = print }
return t + 1
