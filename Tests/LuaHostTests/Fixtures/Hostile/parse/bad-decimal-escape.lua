-- expect: syntax
return '\999'
