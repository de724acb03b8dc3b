-- expect: instructions, line 2
while true do end
