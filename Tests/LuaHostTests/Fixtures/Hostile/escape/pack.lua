-- expect: failed, line 2: attempt to call a nil value (field 'pack')
return string.pack('s8', 'x')
