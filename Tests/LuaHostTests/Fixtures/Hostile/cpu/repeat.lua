-- expect: instructions, line 2
repeat local x = 1 until false
