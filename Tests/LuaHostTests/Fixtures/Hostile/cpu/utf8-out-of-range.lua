-- expect: failed, line 2: value out of range
return utf8.char(-1)
