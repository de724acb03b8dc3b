-- expect: ok
return { ['\27[31m'] = '\r\n\t\0' }
