-- expect: instructions, line 2
return ('x'):gsub('.', function() while true do end end)
