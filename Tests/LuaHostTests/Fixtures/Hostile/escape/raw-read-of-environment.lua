-- expect: ok
local found = rawget(_ENV, 'os') or rawget(_ENV, 'io') or rawget(string, 'dump')
assert(found == nil)
for name in pairs(_ENV) do assert(name ~= 'os' and name ~= 'io' and name ~= 'load') end
