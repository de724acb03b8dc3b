-- expect: syntax
return 12abc
