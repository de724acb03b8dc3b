-- expect: ok
-- run
--@ 10000 goto l;
::l::
