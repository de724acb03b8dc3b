-- expect: source
local f
f
--@ 50000 'x'
