-- expect: failed, line 2: attempt to perform arithmetic on a string value (constant '10')
return '10' + 1
