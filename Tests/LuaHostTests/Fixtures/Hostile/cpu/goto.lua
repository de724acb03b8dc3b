-- expect: instructions, line 3
local n = 1
::again:: n = n + 1 goto again
