-- expect: ok
return '\xff\xfe\0\27[2J', 'ok'
