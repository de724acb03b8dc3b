-- expect: syntax
return '\q'
