-- expect: syntax
return function() return ... end
