-- expect: failed, line 3: attempt to call a nil value (global 'print')
local _ENV = {}
print('x')
