-- expect: failed, line 5: table expected
local names = {}
for name in next, _ENV do names[#names + 1] = name end
assert(#names == 0, 'names')
return next(print)
