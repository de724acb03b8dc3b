-- expect: syntax
return
--@ 50000 2 ^ 
1
