-- expect: syntax
local function f()
--@ 190 local a$ 
local function g()
--@ 190 local b$ 
return function() return 0
--@ 190  + a$
--@ 190  + b$
end end end
