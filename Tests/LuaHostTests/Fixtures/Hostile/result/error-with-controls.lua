-- expect: failed, line 2: [2J
error('\27[2J\r\n\0x', 0)
