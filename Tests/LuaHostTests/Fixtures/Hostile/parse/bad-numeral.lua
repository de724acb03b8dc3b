-- expect: syntax
return 0x
