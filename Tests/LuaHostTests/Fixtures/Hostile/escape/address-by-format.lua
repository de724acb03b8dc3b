-- expect: failed, line 2: invalid conversion '%p' to 'format'
return ('%p'):format({})
