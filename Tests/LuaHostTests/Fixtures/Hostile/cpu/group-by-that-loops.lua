-- expect: instructions, line 2
return group_by({ 1 }, function() while true do end end)
