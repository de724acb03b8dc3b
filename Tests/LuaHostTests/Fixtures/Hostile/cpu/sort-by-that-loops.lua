-- expect: instructions, line 2
return sort_by({ 1 }, function() while true do end end)
