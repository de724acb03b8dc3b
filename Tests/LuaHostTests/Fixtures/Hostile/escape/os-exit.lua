-- expect: failed, line 3: 'os' is not defined
local x = 1
os.exit(0)
