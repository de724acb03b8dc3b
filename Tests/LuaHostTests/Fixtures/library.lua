-- What the bounded library promises. Runs as a plain script, within an ordinary budget.

local function same(got, want, what)
  if got ~= want then
    error((what or "value") .. ": got " .. tostring(got) .. ", want " .. tostring(want), 2)
  end
end

-- All results in one text, so that one comparison sees them all.
local function list(...)
  local out = {}
  for i = 1, select("#", ...) do out[i] = tostring((select(i, ...))) end
  return table.concat(out, " ")
end

local function fails(message, run, ...)
  local ok, got = pcall(run, ...)
  if ok then error("no error, want: " .. message, 2) end
  if not string.find(got, message, 1, true) then error("got: " .. got .. ", want: " .. message, 2) end
end

local function keys(t)
  local out = {}
  for k in pairs(t) do out[#out + 1] = tostring(k) end
  return table.concat(out, " ")
end

-- Only the library that is offered.
local forbidden = {
  "collectgarbage", "dofile", "getmetatable", "load", "loadfile", "rawset", "setmetatable", "xpcall",
}
for _, name in ipairs(forbidden) do
  local found, value = pcall(function() return _ENV[name] end)
  assert(not found or value == nil, name)
end
for _, name in ipairs { "dump", "pack", "packsize", "unpack" } do same(string[name], nil, name) end
same(math.randomseed, nil)
fails("arithmetic on a string", function() return "10" + 1 end)

-- Numbers and values as text.
same(list(8, 8.0, -3.0, -0.0, 1e15, 2^53, 1e100), "8 8 -3 0 1000000000000000 9007199254740992 1e+100")
same(list(0.1, 1 / 3, 1e300 * 1e10, -1e300 * 1e10, 0 / 0, -(0 / 0)), "0.1 0.33333333333333 inf -inf nan nan")
same(list({}, tostring, nil, true), "table function nil true")
same(string.format("%s|%s|%5s|%-5s|%.2s", 8.0, {}, "ab", "ab", "abc"), "8|table|   ab|ab   |ab")
same(table.concat({ 1, 2.0, "x" }, ", "), "1, 2, x")
same(("x"):rep(2, 8.0), "x8x")
same(string.format("%d %5.2f %x %g %q %c %i %u%%", 7, 1.5, 255, 0.5, 'a"\n\0001', 65, -1, 3),
  '7  1.50 ff 0.5 "a\\"\\\n\\0001" A -1 3%')
fails("invalid conversion '%p' to 'format'", string.format, "%p", {})
fails("no value", string.format, "%d")

-- Texts.
same(list(("Ähm"):len(), ("aBz"):upper(), ("aBZ"):lower(), ("abc"):reverse()), "4 ABZ abz cba")
same(("\xc4"):lower(), "\xc4")
same(list(("hello"):sub(2, -2), ("hello"):sub(-3), ("hello"):sub(9), ("hello"):byte(1, 2)), "ell llo  104 101")
same(string.char(72, 105), "Hi")
same(("ab"):rep(3, "-"), "ab-ab-ab")
fails("resulting string too large", string.rep, "x", 2 ^ 21 // 1 | 0)
fails("resulting string too large", string.rep, "x", math.maxinteger)
same(#("x"):rep(1048576), 1048576)
fails("resulting string too large", string.gsub, ("x"):rep(2000), "x", ("y"):rep(2000))
fails("resulting string too large", table.concat, { ("x"):rep(600000), ("x"):rep(600000) })
fails("resulting string too large", string.format, "%s%s", ("x"):rep(600000), ("x"):rep(600000))

-- Patterns.
same(list(("hello world"):find("o w")), "5 7")
same(list(("hello world"):find("(o)(.)", 6)), "8 9 o r")
same(list(("a.b"):find(".", 1, true), ("a.b"):find("%."), ("abc"):find("b", -2), ("abc"):find("", 10)), "2 2 2 nil")
same(list(("2026-05-23"):match("^(%d+)-(%d+)-(%d+)$")), "2026 05 23")
same(list(("  trim  "):match("^%s*(.-)%s*$"), ("x=(a(b)c)"):match("%b()"), ("THE (quick) fox"):find("%f[%a]%a+%f[%A]")),
  "trim (a(b)c) 1 3")
same(list(("abcabc"):match("(abc)%1"), ("hello"):match("()ll()")), "abc 3 5")
same(list(("abc"):gsub("%w", "%0%0"), ("abc"):gsub("", "-")), "aabbcc -a-b-c- 4")
same(list(("hello world"):gsub("o", "0", 1)), "hell0 world 1")
same((("$name is $age"):gsub("%$(%w+)", { name = "Ann", age = 30.0 })), "Ann is 30")
same((("abc"):gsub("%w", function(c) if c == "b" then return "[" .. c .. "]" end end)), "a[b]c")
local words = {}
for word in ("one two  three"):gmatch("%a+") do words[#words + 1] = word end
same(table.concat(words, ","), "one,two,three")
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)", 4) do same(k .. v, "b2") end
fails("malformed pattern (ends with '%')", string.find, "a", "%")
fails("malformed pattern (missing ']')", string.find, "a", "[a")
fails("malformed pattern (missing arguments to '%b')", string.find, "a", "%b")
fails("missing '[' after '%f' in pattern", string.find, "a", "%fa")
fails("unfinished capture", string.find, "a", "(a")
fails("invalid pattern capture", string.match, "a", "a)")
fails("invalid capture index %1", string.gsub, "a", "(%1)", "")
fails("invalid capture index %2", string.gsub, "a", "a", "%2")
fails("invalid use of '%' in replacement string", string.gsub, "a", "a", "%x")
fails("invalid replacement value (a table)", string.gsub, "a", "a", { a = {} })
fails("too many captures", string.find, "a", ("()"):rep(33))
fails("pattern too complex", string.find, "a", (".-"):rep(300))
fails("bad argument #1 to 'find' (string expected, got nil)", function() return string.find(nil, "x") end)

-- Tables.
local t = { 3, 1, 2 }
table.sort(t)
same(table.concat(t, " "), "1 2 3")
table.sort(t, function(a, b) return a > b end)
same(table.concat(t, " "), "3 2 1")
local people = { { "b", 1 }, { "a", 1 }, { "c", 0 } }
table.sort(people, function(a, b) return a[2] < b[2] end)
same(people[1][1] .. people[2][1] .. people[3][1], "cba", "equal ones stay in order")
table.sort(t, function() return true end)
local texts = { "b", "B", "a", "é", "", "aa" }
table.sort(texts)
same(table.concat(texts, " "), " B a aa b é")
fails("attempt to compare", table.sort, { 1, "x" })
fails("attempt to compare", table.sort, { {}, {} })
table.insert(t, "end")
table.insert(t, 1, "start")
same(#t, 5)
same(list(table.remove(t, 1), table.remove(t), table.remove({})), "start end nil")
same(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ""), "1123")
same(table.concat(table.move({ 1, 2, 3 }, 2, 3, 1, {}), ""), "23")
same(list(table.unpack({ 1, 2, 3 }, 2)), "2 3")
same(table.pack(nil, 2, nil).n, 3)
fails("position out of bounds", table.insert, {}, 5, 1)
fails("wrong number of arguments to 'insert'", table.insert, {})
fails("more than 1000000 elements", table.move, {}, 1, 200000000, 2)
fails("more than 1000000 elements", table.concat, {}, "", 1, 200000000)
fails("too many results to unpack", table.unpack, {}, 1, 200000000)
fails("invalid value (table) at index 1 in table for 'concat'", table.concat, { {} })

-- Order.
local mixed = { [true] = 1, [false] = 1, b = 1, a = 1, B = 1, [""] = 1, [-1] = 1, [1.5] = 1, [2] = 1, [10] = 1 }
mixed[1] = 1
same(keys(mixed), "-1 1 1.5 2 10  B a b false true")
same(keys { 5, 6, 7 }, "1 2 3")
same(keys { [math.mininteger] = 1, [-1e300] = 1, [math.huge] = 1, [math.maxinteger] = 1 },
  "-1e+300 -9223372036854775808 9223372036854775807 inf")
local walked, key = {}, nil
repeat
  key = next(mixed, key)
  walked[#walked + 1] = key ~= nil and tostring(key) or nil
until key == nil
same(table.concat(walked, " "), keys(mixed))
same(next {}, nil)
local shrinking = { a = 1, b = 2, c = 3 }
local seen = ""
for k, v in pairs(shrinking) do
  seen = seen .. k .. v
  shrinking.b, shrinking.c, shrinking.d = nil, 9, 4
end
same(seen, "a1c9", "values are read as they are, and no key is added on the way")
fails("pairs: only numbers, texts and yes/no can be keys here", pairs, { [{}] = 1 })
fails("table expected", pairs, 5)

-- The rest of the base.
same(list(pcall(error, "plain", 0)), "false plain")
fails("assertion failed!", assert, false)
same(select("#", nil, nil), 2)
same(list(select(-1, 1, 2, 3)), "3")
fails("index out of range", select, 0)
same(list(tonumber("0x10"), tonumber(" 12 "), tonumber("1e1"), tonumber("z", 36), tonumber("8", 8), tonumber("1,5")),
  "16 12 10 35 nil nil")
same(list(type(1), type(nil), rawequal(t, t), rawlen { 1, 2 }, rawget({ a = 1 }, "a")), "number nil true 2 1")

-- Numbers.
same(list(math.abs(-3), math.floor(-1.5), math.ceil(1.2), math.fmod(-7, 3), math.max(1, 2.5), math.min(2, 1)),
  "3 -2 2 -1 2.5 1")
same(list(math.sqrt(16), math.log(8, 2), math.tointeger(3.0), math.type(1), math.type(1.0), math.ult(1, -1)),
  "4 3 3 integer float true")
fails("bad argument #2 to 'fmod' (zero)", function() return math.fmod(1, 0) end)
for _ = 1, 200 do
  local n = math.random(3, 5)
  assert(math.type(n) == "integer" and n >= 3 and n <= 5)
  local x = math.random()
  assert(x >= 0 and x < 1)
end
fails("interval is empty", math.random, 2, 1)
fails("wrong number of arguments", math.random, 1, 2, 3)

-- Unicode.
same(list(utf8.len("añ€"), utf8.len("\xff"), utf8.codepoint("€"), utf8.char(8364, 97), utf8.offset("añ€", 3)),
  "3 nil 8364 €a 4")
local codes = {}
for at, code in utf8.codes("añ") do codes[#codes + 1] = at .. ":" .. code end
same(table.concat(codes, " "), "1:97 2:241")
for letter in ("añ"):gmatch(utf8.charpattern) do codes[#codes + 1] = letter end
same(codes[4], "ñ")
fails("invalid UTF-8 code", utf8.codepoint, "\xff")
