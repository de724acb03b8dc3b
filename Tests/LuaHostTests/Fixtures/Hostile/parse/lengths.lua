-- expect: syntax
return
--@ 100000 #
x
