-- expect: ok
-- run
return
--@ 200000 9
