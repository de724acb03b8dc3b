-- expect: instructions, line 2
while true do for _ in ipairs({}) do end end
