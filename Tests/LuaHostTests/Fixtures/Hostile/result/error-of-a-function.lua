-- expect: failed, line 2: the error is no text but a function
error(print)
