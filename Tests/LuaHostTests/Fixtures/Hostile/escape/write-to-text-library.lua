-- expect: failed, line 2: 'rep' is read-only
string.rep = function() return 'mine' end
