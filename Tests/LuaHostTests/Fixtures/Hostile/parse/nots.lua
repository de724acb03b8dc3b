-- expect: syntax
return
--@ 50000 not 
1
