-- expect: failed, line 2: attempt to call a nil value (field 'unpack')
return string.unpack('j', ('x'):rep(8))
