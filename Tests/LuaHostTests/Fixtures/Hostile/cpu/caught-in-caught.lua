-- expect: instructions, line 2
pcall(pcall, pcall, pcall, function() while true do end end)
return 'survived'
