-- expect: ok
return print, function() end, ('x'):gmatch('.')
