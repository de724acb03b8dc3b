-- expect: syntax
return '\u{10FFFF'
