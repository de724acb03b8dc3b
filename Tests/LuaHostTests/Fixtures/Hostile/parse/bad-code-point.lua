-- expect: syntax
return '\u{80000000}'
