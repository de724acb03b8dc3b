-- expect: syntax
return
--@ 100000 - 
1
