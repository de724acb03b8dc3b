-- expect: failed, line 3: invalid UTF-8 code
assert(utf8.len('\xff') == nil and utf8.len('\xed\xa0\x80') == nil)
return utf8.codepoint('\xff')
