-- Calls functions of the bounded library and of Lua's own with the same random values: results and messages must be
-- equal. What differs on purpose is not asked: whole fractions as text (8, not 8.0), NaN's sign, addresses.
local ours, seed, count = ...
local stock = { string = string, table = table, math = math, utf8 = utf8, tonumber = tonumber, tostring = tostring,
  select = select, rawequal = rawequal, rawlen = rawlen }
math.randomseed(seed)
local random = math.random

local integers = { 0, 1, -1, 2, 3, 7, 10, -5, 255, 256, 65, 0x10FFFF, 0xD800, 0x7FFFFFFF, 0x80000000, 1 << 53,
  math.maxinteger, math.mininteger, math.maxinteger - 1 }
local fractions = { 0.5, -0.5, 1.5, 1e15 + 0.5, 1 / 3, -1e-300, 5e-324, 1.7976931348623157e308, 123456.789, 1e100,
  -1e100, 1 / 0, -1 / 0, 0.1, 2.5e-5 }
local texts = { "", "0", "10", "-7", "0x10", "0x", " 8 ", "1e5", "1e", ".5", "5.", "0x.8p1", "inf", "nan", "abc", "ä",
  "€", "\u{10FFFF}", "\xff", "\xed\xa0\x80", "a\0b", "\0", "%d", "z", "Z", "a\nb", "\"q\"", ("x"):rep(120),
  "1_0", "9223372036854775807",
  "9223372036854775808", "-0x8000000000000000", "1e400", "1 1", "\u{7FFFFFFF}", "e\u{301}", "\xc3", "日本語" }

local function pick(list) return list[random(#list)] end
local function number()
  if random(3) == 1 then return pick(fractions) end
  return random(4) == 1 and random(-20, 20) or pick(integers)
end
local function whole() return random(2) == 1 and random(-6, 12) or pick(integers) end
local function text()
  local s = pick(texts)
  while random(3) == 1 do s = s .. pick(texts) end
  return s
end
local function value()
  local n = random(8)
  if n <= 3 then return number() end
  if n <= 6 then return text() end
  if n == 7 then return random(2) == 1 end
  return nil
end

local flags = { "", "-", "+", " ", "#", "0", "-0", "+ ", "%", "--" }
local letters = { "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "g", "G", "a", "A", "s", "q", "z", "", "%" }
local function format()
  local s = random(3) == 1 and text() or ""
  for _ = 1, random(3) do
    s = s .. "%" .. pick(flags) .. (random(3) == 1 and random(0, 120) or "")
      .. (random(4) == 1 and "." .. (random(3) == 1 and "" or random(0, 120)) or "") .. pick(letters)
  end
  return s
end

local function list(make)
  local t = {}
  for i = 1, random(0, 12) do t[i] = make() end
  return t
end

-- A case: the function's name, and its arguments, made anew for each of the two.
local cases = {}
local function add(name, make) cases[#cases + 1] = { name = name, make = make } end
add("string.format", function() return format(), value(), value(), value() end)
add("string.byte", function() return text(), whole(), whole() end)
add("string.sub", function() return text(), whole(), whole() end)
add("string.rep", function() return text(), random(-2, 9), random(2) == 1 and text() or nil end)
add("string.char", function() return whole(), random(0, 255), random(0, 300) end)
add("string.upper", text)
add("string.lower", text)
add("string.reverse", value)
add("string.len", value)
add("tonumber", value)
add("tonumber", function() return text(), random(1, 40) end)
add("tostring", value)
add("rawequal", function() return value(), value() end)
add("rawlen", value)
add("select", function() return random(4) == 1 and "#" or whole(), 1, 2, 3 end)
local function mixed() return random(6) == 1 and value() or text() end
add("table.concat", function() return list(mixed), pick(texts), random(-2, 4) end)
add("table.concat", function() return list(text), ",", random(-2, 4), random(-2, 12) end)
add("table.unpack", function() return list(value), random(-3, 5), random(-3, 14) end)
add("table.insert", function() return list(number), random(-1, 14), "new" end)
add("table.remove", function() return list(number), random(-1, 14) end)
add("table.move", function() return list(number), random(-1, 6), random(-1, 12), random(-2, 9) end)
add("table.sort", function() return list(number) end)
add("table.sort", function() return list(text) end)
add("table.sort", function() return list(number), function(a, b) return a > b end end)
add("table.pack", function() return value(), value(), value() end)
for _, name in ipairs { "abs", "ceil", "floor", "sqrt", "sin", "cos", "tan", "asin", "acos", "exp", "deg", "rad",
  "modf", "tointeger", "type" } do add("math." .. name, value) end
for _, name in ipairs { "atan", "log", "ult" } do add("math." .. name, function() return value(), value() end) end
-- Which argument is asked first is not the same in each build of Lua; max and min of Lua compare texts, too.
for _, name in ipairs { "fmod", "max", "min" } do add("math." .. name, function() return number(), number() end) end
add("utf8.len", function() return text(), whole(), whole(), random(2) == 1 end)
add("utf8.codepoint", function() return text(), whole(), whole(), random(2) == 1 end)
add("utf8.offset", function() return text(), whole(), random(2) == 1 and whole() or nil end)
add("utf8.char", function() return whole(), whole() end)

local function find(library, name)
  local room, field = name:match("^(%w+)%.(%w+)$")
  if room then return library[room][field] end
  return library[name]
end

-- Numbers as Lua's %q writes them: 1 is not 1.0.
local function show(v)
  if type(v) ~= "table" then
    if v ~= v then return "nan" end
    return (type(v) == "function" or v == nil) and type(v) or stock.string.format("%q", v)
  end
  local keys, out = {}, {}
  for k in next, v do keys[#keys + 1] = k end
  table.sort(keys, function(a, b) return type(a) == type(b) and a < b or type(a) < type(b) end)
  for i, k in ipairs(keys) do out[i] = show(k) .. "=" .. show(v[k]) end
  return "{" .. table.concat(out, ",") .. "}"
end

-- Whole fractions are asked for as text in no case: see above.
local function is_left_out(name, arguments)
  for i = 1, arguments.n do
    local v = arguments[i]
    local makes_text = name == "tostring" or name:find("^string") or name:find("concat") or name:find("^utf8")
    if makes_text and math.type(v) == "float" and v % 1 == 0 then return true end
  end
  return false
end

local function outcome(run, arguments)
  local got = table.pack(pcall(run, table.unpack(arguments, 1, arguments.n)))
  -- Which of several bad arguments is named, and how the function is, differs between builds.
  if not got[1] then got[2] = tostring(got[2]):gsub("^bad argument #%d+ to '[^']*'", "bad argument") end
  for i = 1, got.n do got[i] = show(got[i]) end
  if type(arguments[1]) == "table" then got[got.n + 1] = show(arguments[1]) end
  return table.concat(got, " ")
end

local function copy(arguments)
  local t = table.pack(table.unpack(arguments, 1, arguments.n))
  if type(t[1]) == "table" then t[1] = table.move(t[1], 1, #t[1], 1, {}) end
  return t
end

local different, asked = 0, 0
for _ = 1, count do
  local case = pick(cases)
  local arguments = table.pack(case.make())
  if not is_left_out(case.name, arguments) then
    asked = asked + 1
    local theirs = outcome(find(stock, case.name), copy(arguments))
    local mine = outcome(find(ours, case.name), copy(arguments))
    if theirs ~= mine then
      different = different + 1
      if different <= 10 then
        for i = 1, arguments.n do arguments[i] = show(arguments[i]) end
        print(case.name .. "(" .. table.concat(arguments, ", ") .. ")\n  Lua's " .. theirs .. "\n  ours  " .. mine)
      end
    end
  end
end
print(asked .. " calls, " .. different .. " differ")
return different == 0
