-- expect: failed, line 2: the error is no text but a table
error({ __tostring = function() while true do end end })
