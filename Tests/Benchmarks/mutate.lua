-- Damages text at random, and the same for the same seed.
--
--   lua5.4 mutate.lua SEED FILE > DAMAGED           a few places of the whole file
--   lua5.4 mutate.lua --lines SEED FILE > DAMAGED   every second line; the lines between stay as they are

-- What readers trip over: brackets and quotes of JSON and Lua, bytes that are no UTF-8, numbers out of range.
local pieces = {
  '"', "'", "\\", "{", "}", "[", "]", "(", ")", ",", ":", "=", "-", "\0", "\xff", "\xc3", "\xed\xa0\x80", "\n", "\r",
  "1e999", "-0", "null", "true", "\\ud800", "\\u0000", "[[", "]]", "--", "end", "function", "“", "\u{feff}",
}

local function damaged(text)
  local from = math.random(0, #text)
  local to = math.min(#text, from + math.random(0, 8))
  local before, cut, after = text:sub(1, from), text:sub(from + 1, to), text:sub(to + 1)
  local kind = math.random(6)
  if kind == 1 then return before .. after end -- something is gone
  if kind == 2 then return before .. cut .. cut .. after end -- something stands twice
  if kind == 3 then return before end -- the rest is gone
  if kind == 4 then return before .. string.char(math.random(0, 255)) .. text:sub(from + 2) end -- another byte
  return before .. pieces[math.random(#pieces)] .. cut .. after
end

local function damaged_often(text)
  for _ = 1, math.random(3) do text = damaged(text) end
  return text
end

local names = { ... }
local by_line = names[1] == "--lines"
if by_line then table.remove(names, 1) end
local seed = assert(tonumber(names[1]), "usage: mutate.lua [--lines] SEED FILE")
math.randomseed(seed)

if by_line then
  local number = 0
  for line in io.lines(names[2]) do
    number = number + 1
    io.write(number % 2 == 0 and damaged_often(line) or line, "\n")
  end
else
  local file = assert(io.open(names[2], "rb"))
  io.write(damaged_often(file:read("a")))
  file:close()
end
