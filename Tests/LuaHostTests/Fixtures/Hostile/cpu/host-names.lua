-- expect: instructions, line 2
while true do pcall(function() return nobody end) end
