-- expect: syntax
return
--@ 100000 x[
1
