-- expect: syntax
local x <unsafe> = 1
