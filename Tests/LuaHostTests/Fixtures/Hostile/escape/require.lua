-- expect: failed, line 3: 'require' is not defined
local x = 1
local os = require 'os'
