--= rules.lua:2: '}' expected (to close '{' at line 1) near 'answer'
question "a" { ask = "x"  --! 25: a comma is missing at the end of line 1; write , there
  answer = 1 }
---
--= rules.lua:3: '}' expected (to close '{' at line 1) near 'answer'
question "a" {
  ask = "x"  --! 12: a comma is missing at the end of line 2; write , there
  answer = 1,
}
---
--= rules.lua:3: <name> expected near '3'
question "a" {
  ask = "x",
  weight: 3,  --! 9: a colon gives no value; write = instead: weight = …
}
---
--= rules.lua:2: '}' expected near '"y"'
question "a" {
  needs = { "x" "y" },  --! 16: a comma is missing before a text in quotes; write , between the two
}
---
--= rules.lua:1: 'then' expected near '='
f = function(c) if c.a = 3 then return 1 end end  --! 24: = gives a value, and does not compare; write ==
---
--= rules.lua:5: 'end' expected (to close 'function' at line 1) near <eof>
f = function(c)
  if c.a == 3 then  --! 3: the 'if' of line 2 is not closed: 'end' is missing; write end before line 4
    return 1
end
g = 2
---
--= rules.lua:6: 'end' expected (to close 'function' at line 1) near <eof>
f = function(c)
  if c.a == 3 then  --! 3: the 'if' of line 2 is not closed: 'end' is missing; write end before line 4
    return 1
end

question "b" { ask = "x" }
---
--= rules.lua:1: syntax error near '<\226>'
question “a” { ask = "x" }  --! 10: a curly quote “ can't stand here; use the straight quote key: "
---
--= rules.lua:1: unexpected symbol near '<\226>'
question "a" { ask = “x” }  --! 22: a curly quote “ can't stand here; use the straight quote key: "
---
--= rules.lua:1: unexpected symbol near '<\226>'
question "a" { ask = ‘x’ }  --! 22: a curly quote ‘ can't stand here; use the straight quote key, ", around the whole text
---
--= rules.lua:1: '}' expected near '<\226>'
question "a" { weight = 1 – 2 }  --! 27: a long dash – can't stand here; use the minus key: - (or -- before a comment)
---
--= rules.lua:1: malformed number near '48h'
question "a" { weight = 48h }  --! 25: '48h' is no number; write hours(48)
---
--= rules.lua:1: unexpected symbol near '}'
question "a" { weight = 10% }  --! 27: % is no percent sign here; write percent(10)
---
--= rules.lua:1: unexpected symbol near ','
question "a" { weight = 10%, b = 2 }  --! 27: % is no percent sign here; write percent(10)
---
--= rules.lua:1: 'then' expected near '!'
x = function(c) if c.a != 3 then return 1 end end  --! 24: != is not known here; write ~= for "is not"
---
--= rules.lua:1: unexpected symbol near '&'
x = function(c) if c.a && c.b then return 1 end end  --! 24: && is not known here; write and
---
--= rules.lua:1: unexpected symbol near '|'
x = function(c) if c.a || c.b then return 1 end end  --! 24: || is not known here; write or
---
--= rules.lua:1: unexpected symbol near '!'
x = function(c) if !c.b then return 1 end end  --! 20: ! is not known here; write not
---
--= rules.lua:7: 'end' expected (to close 'function' at line 1) near <eof>
x = function(c)
  if c.b then
    return 1
  else if c.c then  --! 3: 'else if' in two words needs one more 'end'; write elseif, in one word
    return 2
  end
end
---
--= rules.lua:1: '}' expected near 't'
x = { ask = 'don't do it', b = 1 }  --! 17: this apostrophe ends the text in '…'; put the whole text in "double quotes"
---
--= rules.lua:1: '}' expected near 't'
x = { ask = 'I don't', b = 1,  --! 19: this apostrophe ends the text in '…'; put the whole text in "double quotes"
y = 'z' }
---
--= rules.lua:1: unfinished string near <eof>
x = { ask = "abc, b = 1 }  --! 13: this text has no closing quote in its line; close it with ", or write a text of several lines between [[ and ]]
---
--= rules.lua:2: unfinished long string (starting at line 1) near <eof>
x = { ask = [[abc, b = 1 }  --! 13: this text in [[ is never closed; write ]] where it ends
foo
---
--= rules.lua:1: unfinished long comment (starting at line 1) near <eof>
x = { ask = "a" --[[ foo  --! 17: this comment is never closed; write ]] where it ends
---
--= rules.lua:1: syntax error near '+'
x += 1  --! 3: += is not known here; write x = x + …
---
--= rules.lua:1: syntax error near '+'
x++  --! 2: ++ is not known here; write x = x + 1
---
--= rules.lua:1: unexpected symbol near '//'
// comment  --! 1: a comment does not start with //; start it with -- instead
x = 1
---
--= rules.lua:1: unexpected symbol near '#'
# comment  --! 1: a comment does not start with #; start it with -- instead
x = 1
---
--= rules.lua:1: unexpected symbol near '#'
x = 1 # comment  --! 7: a comment does not start with #; start it with -- instead
---
--= rules.lua:2: syntax error near 'y'
x = 1 // comment here  --! 7: a comment does not start with //; start it with -- instead
y = 2
---
--= rules.lua:1: 'then' expected near 'return'
function f(c) if c.a return 1 end end  --! 21: 'then' is missing after the condition of 'if'; write then at the end of line 1
---
--= rules.lua:1: 'do' expected near 'print'
function f(c) for i = 1,3 print(i) end end  --! 26: 'do' is missing after 'for' or 'while'; write do at the end of line 1
---
--= rules.lua:1: 'do' expected near 'print'
function f(c) while true print(i) end end  --! 25: 'do' is missing after 'for' or 'while'; write do at the end of line 1
---
--= rules.lua:2: <eof> expected near 'end'
x = 1
end  --! 1: this 'end' closes nothing; delete it, or look for an 'end' too many above
---
--= rules.lua:1: unexpected symbol near '}'
x = { a = 1 } }  --! 15: this } closes nothing; delete it, or look for one too many above
---
--= rules.lua:1: '}' expected near ')'
x = { a = 1 )   --! 13: this ) does not fit the { of line 1; write } here
---
--= rules.lua:1: unexpected symbol near 'end'
x = { end = 3 }  --! 7: the word 'end' is reserved; write ["end"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near 'repeat'
x = { a = 1, repeat = days(3) }  --! 14: the word 'repeat' is reserved; write ["repeat"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near 'repeat'
x = { repeat = days(3) }  --! 7: the word 'repeat' is reserved; write ["repeat"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near 'and'
x = { and = days(3) }  --! 7: the word 'and' is reserved; write ["and"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near '='
x = { not = days(3) }  --! 7: the word 'not' is reserved; write ["not"] = …, or take another name
---
--= rules.lua:1: '(' expected near '='
x = { function = 1 }  --! 7: the word 'function' is reserved; write ["function"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near 'if'
x = { if = 1 }  --! 7: the word 'if' is reserved; write ["if"] = …, or take another name
---
--= rules.lua:1: unexpected symbol near '}'
x = { a = function(c) return c.x, }  --! 11: the 'function' of line 1 is not closed: 'end' is missing; write end where it ends
y = 1
---
--= rules.lua:2: ')' expected (to close '(' at line 1) near 'y'
x = f(1, 2  --! 11: the ( of line 1 is not closed: ) is missing; write ) at the end of line 1
y = 3
---
--= rules.lua:1: '}' expected near ')'
x = f(1, 2, { a = 1 )  --! 21: this ) does not fit the { of line 1; write } here
---
--= rules.lua:1: syntax error near 'world'
hello world  --! 1: 'hello' says nothing on its own; give it a value with =, or delete it
---
--= rules.lua:1: syntax error near <eof>
hello  --! 1: 'hello' says nothing on its own; give it a value with =, or delete it
---
--= rules.lua:1: syntax error near 'a'
question a { ask = "x" }  --! 10: a name after 'question' stands in quotes; write question "a"
---
--= rules.lua:1: unexpected symbol near '"a"'
"a" = 3  --! 1: a name before = has no quotes; write name = value
---
--= rules.lua:1: '}' expected near '='
x = { "a" = 3 }  --! 7: a name before = has no quotes; write a = … without quotes
---
--= rules.lua:1: '}' expected near ':'
x = { "a": 3 }  --! 10: a colon gives no value; write = instead: a = …
---
--= rules.lua:1: unexpected symbol near '>'
x = { a => 3 }  --! 9: => is not known here; write = to give a value
---
--= rules.lua:2: <eof> expected near 'x'
return 1
x = 2  --! 1: nothing may follow 'return' at the end of the file; delete it, or put it before the 'return'
---
--= rules.lua:1: invalid escape sequence near '"a\q'
x = { ask = "a\q" }  --! 13: '\q' has no meaning in a text; write \\ for a backslash, or use / in its place
---
--= rules.lua:1: missing '{' near '"C:\us'
x = { ask = "C:\users" }  --! 13: '\u' has no meaning in a text; write \\ for a backslash, or use / in its place
---
--= rules.lua:1: hexadecimal digit expected near '"\x3"'
x = { ask = "\x3" }  --! 13: '\x' has no meaning in a text; write \\ for a backslash, or use / in its place
---
--= rules.lua:1: malformed number near '0x'
x = 0x  --! 5: '0x' is no number; write a number with digits only, or put it in quotes if it is a text
---
--= rules.lua:1: malformed number near '1.2.3'
x = 1.2.3  --! 5: '1.2.3' is no number; write a number with digits only, or put it in quotes if it is a text
---
--= rules.lua:1: malformed number near '23T'
x = 2026-05-23T10:00  --! 13: a time without quotes is a sum; write it in quotes: "2026-05-23T10:00:00Z"
---
--= rules.lua:1: unexpected symbol near ':'
x = 10:30  --! 5: a time of day stands in quotes; write "10:30"
---
--= rules.lua:1: unexpected symbol near '$'
x = $100  --! 5: $ is not known here; write the amount as money(100, "USD")
---
--= rules.lua:1: unexpected symbol near '$'
x = 100$  --! 8: $ is not known here; write the amount as money(100, "USD")
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = €100  --! 5: € is not known here; write the amount as money(100, "EUR")
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = 100€  --! 8: € is not known here; write the amount as money(100, "EUR")
---
--= rules.lua:1: unexpected symbol near '@'
x = @foo  --! 5: @ can't stand here; put it inside a text in quotes: "…"
---
--= rules.lua:1: '}' expected near 'b'
x = { a b = 1 }  --! 7: a name has no space in it; write a_b, if that is its name, or a comma between the two
---
--= rules.lua:1: '}' expected near 'to'
x = { hand to = 1 }  --! 7: a name has no space in it; write hand_to, if that is its name, or a comma between the two
---
--= rules.lua:1: '}' expected near '='
question "a" { follow-up = 1 }  --! 22: a name has no - in it; write follow_up, if that is its name
---
--= rules.lua:1: no visible label 'x' for <goto> at line 1
goto x  --! 'goto' names a place that is not there; write the steps with if … then … end instead
---
--= rules.lua:1: break outside loop at line 1
break  --! 'break' stands outside of a loop; delete it, or write return
---
--= rules.lua:1: attempt to assign to const variable 'x'
local x <const> = 1; x = 2  --! 'x' is constant and can't be given another value; use another name
---
--= rules.lua:1: unexpected symbol near ','
x = { a = 1,, b = 2 }  --! 13: there is one comma too many; delete it
---
--= rules.lua:1: unexpected symbol near ','
x = , 1  --! 4: a value is missing after '='; write one, or delete it
---
--= rules.lua:1: unexpected symbol near <eof>
x =   --! 4: a value is missing after '='; write one, or delete it
---
--= rules.lua:1: unexpected symbol near <eof>
x = {  --! 5: the { of line 1 is never closed; write } where the table ends
---
--= rules.lua:1: 'end' expected near <eof>
f = function(c)  --! 5: the 'function' of line 1 is not closed: 'end' is missing; write end where it ends
---
--= rules.lua:1: 'end' expected near <eof>
if x then  --! 1: the 'if' of line 1 is not closed: 'end' is missing; write end where it ends
---
--= rules.lua:1: <eof> expected near 'elseif'
elseif x then  --! 1: this 'elseif' belongs to no 'if' or loop that is open; delete it, or look for an 'end' too many above
---
--= rules.lua:1: 'end' expected near <eof>
for c in contacts() do if c.a then print(c) end  --! 1: the 'for' of line 1 is not closed: 'end' is missing; write end where it ends
---
--= rules.lua:1: <name> expected near '('
function(c) return 1 end  --! 1: a function needs a name or a place here; write name = function(contact) … end
---
--= rules.lua:1: '(' expected near 'f'
x = function f(c) return 1 end  --! 14: a function has no name here; write function(…)
---
--= rules.lua:1: '(' expected near 'c'
x = function c return 1 end  --! 13: ( and ) are missing after 'function'; write function(contact)
---
--= rules.lua:1: unexpected symbol near '>'
x = c -> c.a  --! 7: -> is not known here; write function(contact) return … end
---
--= rules.lua:1: unexpected symbol near '='
x = (c) => c.a  --! 9: => is not known here; write function(contact) return … end, or >= to compare
---
--= rules.lua:1: unexpected symbol near '?'
x = a ? b : c  --! 7: ? can't stand here; write a choice as: condition and one or other
---
--= rules.lua:1: <name> expected near <eof>
x = c.a.  --! 8: a name is missing after .; write one, or delete the point
---
--= rules.lua:1: function arguments expected near <eof>
x = c:foo  --! 10: ( and ) are missing after 'foo'; write foo(…)
---
--= rules.lua:1: unexpected symbol near <eof>
x = f(  --! 7: a value is due here, not the end of the file; write one, or delete what stands around it
---
--= rules.lua:1: unexpected symbol near <eof>
x = not  --! 8: a value is missing after 'not'; write one, or delete it
---
--= rules.lua:1: unexpected symbol near <eof>
x = a and  --! 10: a value is missing after 'and'; write one, or delete it
---
--= rules.lua:1: <eof> expected near 'else'
if a then return 1 end else  --! 24: this 'else' belongs to no 'if' or loop that is open; delete it, or look for an 'end' too many above
---
--= rules.lua:1: 'then' expected near '='
if a = 1 then x = 2 end  --! 6: = gives a value, and does not compare; write ==
---
--= rules.lua:1: ')' expected near '='
if (a = 1) then x = 2 end  --! 7: = gives a value, and does not compare; write ==
---
--= rules.lua:1: 'do' expected near '='
while a = 1 do x = 2 end  --! 9: = gives a value, and does not compare; write ==
---
--= rules.lua:1: unexpected symbol near '`'
x = `a`  --! 5: a backtick ` can't stand here; use the straight quote key: "
---
--= rules.lua:1: unfinished string near <eof>
x = 'a  --! 5: this text has no closing quote in its line; close it with ', or write a text of several lines between [[ and ]]
---
--= rules.lua:1: ']' expected near <eof>
x = a[1  --! 8: the [ of line 1 is not closed: ] is missing; write ] at the end of line 1
---
--= rules.lua:1: unexpected symbol near ';'
x = {a = 1;; b = 2}  --! 12: there is one comma too many; delete it
---
--= rules.lua:1: '(' expected near 'return'
local function x return 1 end  --! 17: ( and ) are missing after 'function'; write function(contact)
---
--= rules.lua:1: unexpected symbol near <eof>
x = "a" +   --! 10: a value is missing after '+'; write one, or delete it
---
--= rules.lua:1: syntax error near '=='
x === 1  --! 3: === is not known here; write == to compare, = to give a value
---
--= rules.lua:1: unexpected symbol near '='
x = y === 1  --! 9: === is not known here; write == to compare, = to give a value
---
--= rules.lua:1: unexpected symbol near '='
if x == = 1 then end  --! 9: = gives a value, and does not compare; write ==
---
--= rules.lua:1: unexpected symbol near '>'
if a <> 1 then end  --! 6: <> is not known here; write ~= for "is not"
---
--= rules.lua:1: 'then' expected near '='
if a => 1 then end  --! 6: => is not known here; write >=
---
--= rules.lua:1: 'then' expected near '='
if a =< 1 then end  --! 6: =< is not known here; write <=
---
--= rules.lua:1: syntax error near 'x'
const x = 1  --! 1: 'const' is not known here; write local, or no word at all
---
--= rules.lua:1: syntax error near 'x'
let x = 1  --! 1: 'let' is not known here; write local, or no word at all
---
--= rules.lua:1: syntax error near 'x'
var x = 1  --! 1: 'var' is not known here; write local, or no word at all
---
--= rules.lua:1: syntax error near 'x'
def x(): return 1  --! 1: 'def' is not known here; write function
---
--= rules.lua:1: <name> expected near 'return'
if a: return 1  --! 5: a colon does not end a condition; write then
---
--= rules.lua:1: unexpected symbol near 'return'
if (a) { return 1 }  --! 8: { } do not enclose steps; write if … then … end
---
--= rules.lua:1: unexpected symbol near 'return'
if a { return 1 }  --! 6: { } do not enclose steps; write if … then … end
---
--= rules.lua:1: unexpected symbol near '{'
if a then { x = 1 } end  --! 11: { } do not enclose steps; write then … end, or do … end
---
--= rules.lua:1: syntax error near 'a'
If a then x = 1 end  --! 1: 'If' is not known here; write if, in small letters
---
--= rules.lua:1: <eof> expected near 'end'
x = Function(c) return 1 end  --! 5: 'Function' is not known here; write function, in small letters
---
--= rules.lua:1: syntax error near '1'
x = function(c) Return 1 end  --! 17: 'Return' is not known here; write return, in small letters
---
--= rules.lua:1: 'then' expected near 'Then'
x = function(c) if a Then return 1 end end  --! 22: 'Then' is not known here; write then, in small letters
---
--= rules.lua:1: 'end' expected near 'End'
x = function(c) if a then return 1 End end  --! 36: 'End' is not known here; write end, in small letters
---
--= rules.lua:1: 'end' expected near 'endd'
x = function(c) return 1 endd  --! 26: 'endd' is not known here; did you mean end?
---
--= rules.lua:1: syntax error near '3'
x = a is 3  --! 7: 'is' says nothing on its own; give it a value with =, or delete it
---
--= rules.lua:1: unexpected symbol near 'if'
x = if a then 1 else 2 end  --! 5: 'if' is no value; write function(contact) if … then return … end end, or: condition and one or other
---
--= rules.lua:1: unexpected symbol near 'if'
question "a" { answer = if a then 1 }  --! 25: 'if' is no value; write function(contact) if … then return … end end, or: condition and one or other
---
--= rules.lua:1: syntax error near <eof>
x = 5 days  --! 5: a length of time is written the other way round; write days(5)
---
--= rules.lua:1: unexpected symbol near '{'
x = 5 { a = 1 }  --! 7: '{' can't stand here; delete it, or write what is missing before it
---
--= rules.lua:1: '}' expected near 'b'
x = { a = 5 b = 2 }  --! 12: a comma is missing before 'b'; write , between the two
---
--= rules.lua:1: '}' expected near 'c'
x = { a = "b" c = 2 }  --! 14: a comma is missing before 'c'; write , between the two
---
--= rules.lua:1: '}' expected near 'c'
x = { a = f(1) c = 2 }  --! 15: a comma is missing before 'c'; write , between the two
---
--= rules.lua:1: '}' expected near '{'
x = { { a = 1 } { b = 2 } }  --! 16: a comma is missing before '{'; write , between the two
---
--= rules.lua:1: '}' expected near 'f'
x = { f(1) f(2) }  --! 11: a comma is missing before 'f'; write , between the two
---
--= rules.lua:1: '}' expected near 'b'
x = { a = true b = 2 }  --! 15: a comma is missing before 'b'; write , between the two
---
--= rules.lua:1: '}' expected near '='
x = { a.b = 2 }  --! 8: a name has no point in it; write a table of its own: name = { … }
---
--= rules.lua:1: ']' expected near '='
x = { [a = 2 }  --! 10: '=' does not fit: the [ is still open; write ] before it
---
--= rules.lua:1: '}' expected near ']'
x = { a = 1, b = 2 ]  --! 20: this ] does not fit the { of line 1; write } here
---
--= rules.lua:1: ')' expected near ','
x = ( 1, 2 )  --! 8: a list stands in { }, not in ( ); write { … }
---
--= rules.lua:1: malformed number near '1e'
x = 1e  --! 5: '1e' is no number; write a number with digits only, or put it in quotes if it is a text
---
--= rules.lua:1: malformed number near '1_'
x = 1_000  --! 5: a number has no _ in it; write 1000
---
--= rules.lua:1: unexpected symbol near '000'
x = 1 000  --! 5: a number is written without spaces; write 1000
---
--= rules.lua:1: malformed number near '.5.'
x = .5.  --! 5: '.5.' is no number; write a number with digits only, or put it in quotes if it is a text
---
--= rules.lua:1: malformed number near '3r'
x = 3rd  --! 5: '3rd' is no number; write a number with digits only, or put it in quotes if it is a text
---
--= rules.lua:1: syntax error near <eof>
x = ...a  --! 8: 'a' says nothing on its own; give it a value with =, or delete it
---
--= rules.lua:1: unexpected symbol near '='
x = a ~ = b  --! 7: ~= is written without a space; write ~=
---
--= rules.lua:1: 'then' expected near '!'
if a ! = b then end  --! 6: ! is not known here; write not
---
--= rules.lua:1: unexpected symbol near 'then'
if not a == then end  --! 12: a value is missing after '=='; write one, or delete it
---
--= rules.lua:1: unexpected symbol near '/'
/* comment */  --! 1: a comment does not start with /*; start it with -- instead
---
--= rules.lua:1: unexpected symbol near '<'
<!-- c -->  --! 1: a comment does not start with <!--; start it with -- instead
---
--= rules.lua:1: unfinished string near '"a'
x = "a  --! 5: this text has no closing quote in its line; close it with ", or write a text of several lines between [[ and ]]
b"
---
--= rules.lua:1: unexpected symbol near '\'
\  --! 1: a backslash \ can't stand here; delete it; a long line may simply go on in the next one
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = “don't”  --! 5: a curly quote “ can't stand here; use the straight quote key: "
---
--= rules.lua:1: unexpected symbol near '<\194>'
x = «a»  --! 5: a curly quote « can't stand here; use the straight quote key: "
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = „a”  --! 5: a curly quote „ can't stand here; use the straight quote key: "
---
--= rules.lua:2: unexpected symbol near '='
x = -- nothing  --! 4: a value is missing after '='; write one, or delete the line
y = 1
---
--= rules.lua:1: 'do' expected near 'print'
for i, c in contacts() print(c) end  --! 23: 'do' is missing after 'for' or 'while'; write do at the end of line 1
---
--= rules.lua:1: 'until' expected near <eof>
repeat x = 1  --! 1: the 'repeat' of line 1 is not closed: 'until' is missing; write until where it ends
---
--= rules.lua:1: 'end' expected near <eof>
do x = 1  --! 1: the 'do' of line 1 is not closed: 'end' is missing; write end where it ends
---
--= rules.lua:1: '}' expected near <eof>
x = f{ a = 1  --! 6: the { of line 1 is never closed; write } where the table ends
---
--= rules.lua:2: '}' expected (to close '{' at line 1) near 'bucket'
question "a" { ask = "x", weight = 2  --! 14: the { of line 1 is never closed; write } before line 2
bucket "b" { }
---
--= rules.lua:2: '}' expected (to close '{' at line 1) near <eof>
question "a" { ask = "x", weight = 2,  --! 14: the { of line 1 is never closed; write } before line 2
bucket "b" { }
---
--= rules.lua:2: '}' expected (to close '{' at line 1) near <eof>
question "a" { ask = "x", weight = 2,  --! 14: the { of line 1 is never closed; write } before line 2
bucket "b" { needs = { "a" } }
---
--= rules.lua:5: unexpected symbol near ','
question "a" {
  answer = function(contact)
    if contact.trust then  --! 5: the 'if' of line 3 is not closed: 'end' is missing; write end before line 5
      return yes
  end,
  weight = 2,
}
---
--= rules.lua:3: 'end' expected (to close 'function' at line 2) near '='
question "a" {
  answer = function(contact) return contact.trust,  --! 12: the 'function' of line 2 is not closed: 'end' is missing; write end before line 3
  weight = 2,
}
---
--= rules.lua:5: '}' expected (to close '{' at line 1) near 'question'
question "a" {
  needs = { "b", "c",  --! 11: the { of line 2 is never closed; write } before line 3
  weight = 2,
}
question "b" { ask = "x" }
---
--= rules.lua:2: malformed number near '48h'
question "a" {
  weight = 48hours,  --! 12: '48hours' is no number; write hours(48)
}
---
--= rules.lua:1: '}' expected near '48'
question "a" { weight = hours 48 }  --! 25: a number after hours stands in parentheses; write hours(48)
---
--= rules.lua:1: syntax error near '>='
bucket "a" { when = function(c) c.trust >= 3 end }  --! 41: a value stands here that nothing is done with; write return before it, or name = …
---
--= rules.lua:1: '}' expected near 'hi'
question "a" { ask = "say "hi" to them" }  --! 27: this quote ends the text in "…"; write \" for a quote inside a text
---
--= rules.lua:1: '}' expected near 'house'
question "a" { ask = 'the Smiths' house' }  --! 33: this apostrophe ends the text in '…'; put the whole text in "double quotes"
---
--= rules.lua:1: unfinished string near <eof>
question "a" { ask = "one”, weight = 2 }  --! 22: this text starts with a straight quote and ends with a curly one; end it with the straight quote key: "
---
--= rules.lua:1: syntax error near ','
question "a" { ask = "x" },  --! 27: no comma stands between declarations; delete it
---
--= rules.lua:1: malformed number near '23.05.2026'
question "a" { birthday = 23.05.2026 }  --! 27: '23.05.2026' is no number; write a date as year, month, day in quotes: "2026-05-23"
---
--= rules.lua:3: unexpected symbol near '//'
question "a" {
  ask = "x", -- fine
  // points  --! 3: a comment does not start with //; start it with -- instead
  weight = 3,
}
---
--= rules.lua:1: <name> expected near 'end'
bucket "a" { when = function(c) return c.end end }  --! 42: the word 'end' is reserved; write ["end"] instead of .end
---
--= rules.lua:3: '}' expected (to close '{' at line 1) near 'weight'
question "a" {
  ask = "x"  --! 12: a comma is missing at the end of line 2; write , there
  weight: 3,
}
---
--= rules.lua:1: '}' expected near '<\195>'
question "société" { société = 1 }  --! 26: the letter é in a name can't stand here; names are made of a to z, 0 to 9 and _; put a text in quotes: "…"
---
--= rules.lua:1: malformed number near '5k'
money = 5k  --! 9: '5k' is no number; write 5000
---
--= rules.lua:1: ')' expected near '='
x = is(field = "city")  --! 14: a name can't be given a value between ( and ); write { } for a table, or == to compare
---
--= rules.lua:6: unexpected symbol near ','
bucket "a" {
  when = function(c)
    for i, x in ipairs(c.tags) do  --! 5: the 'for' of line 3 is not closed: 'end' is missing; write end before line 5
      if x == "a" then return true end
    return false
  end,
}
---
--= rules.lua:1: syntax error near 'x'
elif x then  --! 1: 'elif' is not known here; write elseif
---
--= rules.lua:4: 'end' expected (to close 'if' at line 2) near 'elif'
x = function(c)
  if c.a then
    return 1
  elif c.b then  --! 3: 'elif' is not known here; write elseif
    return 2
  end
end
---
--= rules.lua:1: unexpected symbol near '-'
- a comment  --! 1: a comment starts with two dashes; write --
---
--= rules.lua:1: unexpected symbol near '='
x = { = 3 }  --! 7: a name is missing before =; write name = value
---
--= rules.lua:1: syntax error near '<\194>'
x = 1  --! 2: a special space (U+00A0) that looks like an ordinary one can't stand here; delete it and press the space bar
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = 1​  --! 6: an invisible character (U+200B) can't stand here; delete it and type the words on both sides of it again
---
--= rules.lua:2: unexpected symbol near '<\239>'
x = 1
﻿y = 2  --! 1: an invisible character (U+FEFF) can't stand here; delete it and type the words on both sides of it again
---
--= rules.lua:1: unexpected symbol near '<\226>'
x = ≥ 3  --! 5: ≥ can't stand here; write >=
---
--= rules.lua:1: 'then' expected near '<\226>'
if x ≥ 3 then y = 1 end  --! 6: ≥ can't stand here; write >=
---
--= rules.lua:1: syntax error near 'out'
bucket "unsorted { title = "Find out", unanswered = true }  --! 8: the name that opens here has no closing quote; write bucket "unsorted" {
---
--= rules.lua:1: unexpected symbol near '?'
question "a { ask = "?" }  --! 10: the name that opens here has no closing quote; write question "a" {
---
--= rules.lua:1: unfinished string near '"a {'
question "a {  --! 10: the name that opens here has no closing quote; write question "a" {
  ask = "?",
}
---
--= rules.lua:1: syntax error near 'serves_businesses'
question serves_businesses" {  --! 10: a name after 'question' stands in quotes; write question "serves_businesses"
  ask = "?",
}
---
--= rules.lua:1: syntax error near 'after'
follow_up after we met" { from = "met" }  --! 11: a name after 'follow_up' stands in quotes; write follow_up "after we met"
---
--= rules.lua:1: '}' expected near 'to'
bucket "A" { title = Get to know", otherwise = true }  --! 22: the first quote of this text is missing; write "Get to know"
---
--= rules.lua:2: '}' expected (to close '{' at line 1) near 'Bob'
bucket "A" {
  title = "Get to know, hand_to = "Bob",  --! 11: the text that opens here has no closing quote: the next one ends it; write " where it ends
}
---
--= rules.lua:1: '}' expected near 'b'
bucket "A" { needs = { "a, "b" } }  --! 24: the text that opens here has no closing quote: the next one ends it
---
--= rules.lua:1: '}' expected near 'no'
question "a" { ask = "They say "no"" }  --! 32: this quote ends the text in "…"; write \" for a quote inside a text
---
--= rules.lua:1: '}' expected near '4.5'
bucket "A" { score = at_least 4.5 }  --! 22: a number after at_least stands in parentheses; write at_least(4.5)
---
--= rules.lua:1: '}' expected near 'least'
bucket "A" { score = at least 4.5 }  --! 22: 'at_least' is one word, joined by _; write at_least(4.5)
---
--= rules.lua:1: '}' expected near 'of'
bucket "A" { when = any of { has("city") } }  --! 21: 'any_of' is one word, joined by _; write any_of
---
--= rules.lua:1: '}' expected near 'not'
bucket "A" { when = is not("city", "x") }  --! 21: 'is_not' is one word, joined by _; write is_not
---
--= rules.lua:1: syntax error near '-'
thank-you "x" { on = "met" }  --! 1: 'thank_you' is one word, joined by _; write thank_you
---
--= rules.lua:1: syntax error near 'up'
follow up "x" { from = "met" }  --! 1: 'follow_up' is one word, joined by _; write follow_up
---
--= rules.lua:3: ')' expected (to close '(' at line 2) near '='
question "a" {
  answer = within("met_at", days(90),  --! 37: the ( of line 2 is not closed: ) is missing; write ) before the comma
  weight = 3,
}
---
--= rules.lua:3: unexpected symbol near '}'
question "a" {
  answer = within("met_at", days(90),  --! 37: the ( of line 2 is not closed: ) is missing; write ) before the comma
}
---
--= rules.lua:1: '}' expected near '='
bucket "A" { needs = { good-at-it = at_least(3) } }  --! 28: a name has no - in it; write good_at_it, if that is its name
