-- expect: syntax
return 'abc
