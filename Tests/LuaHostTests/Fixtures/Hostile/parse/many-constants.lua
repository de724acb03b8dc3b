-- expect: ok
-- run
local t = {
--@ 20000 'k$',
}
