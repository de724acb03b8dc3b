-- expect: failed, line 2: attempt to index a function value (global 'print')
return print.env
