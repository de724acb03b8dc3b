-- expect: instructions, line 2
return where({ 1 }, function() while true do end end)
