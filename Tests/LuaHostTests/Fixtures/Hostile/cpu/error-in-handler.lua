-- expect: instructions, line 2
while true do pcall(function() error({}) end) end
