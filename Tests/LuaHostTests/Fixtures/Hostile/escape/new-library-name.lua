-- expect: failed, line 2: 'print' is a word of the language
print = nil
