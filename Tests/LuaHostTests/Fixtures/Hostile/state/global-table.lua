-- expect: failed, line 4: 'n' is read-only
-- called
counts = { n = 0 }
return function() counts.n = counts.n + 1 end
