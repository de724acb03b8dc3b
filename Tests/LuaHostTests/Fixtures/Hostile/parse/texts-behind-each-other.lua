-- expect: syntax
return
--@ 30000 'x' .. 
'x'
