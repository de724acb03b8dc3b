-- expect: ok true
-- called
return function() local was = _ENV _ENV = { was = was } return was.print ~= nil end
