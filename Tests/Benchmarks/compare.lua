-- Compares decisions: id, bucket and score of each contact, in order.
--
--   lua5.4 compare.lua EXPECTED ACTUAL            both hold the same decisions
--   lua5.4 compare.lua --within EXPECTED ACTUAL   ACTUAL holds those of EXPECTED, and others between them
--
-- Either file is refer's CSV, with its line of column names, or the host's, which is id,bucket,score.
-- Prints one line, and the first few differences before it; the exit status is 1 if there are any.

-- The cells of a CSV record.
local function cells_of(record)
  local cells, place = {}, 1
  repeat
    if record:sub(place, place) == '"' then
      local from = place + 1
      repeat -- a doubled quote stands for one, and the cell goes on
        place = record:find('"', place + 1, true) or error("a quote is not closed")
        local doubled = record:sub(place + 1, place + 1) == '"'
        if doubled then place = place + 1 end
      until not doubled
      cells[#cells + 1] = record:sub(from, place - 1):gsub('""', '"')
      place = place + 2
    else
      local comma = record:find(",", place, true) or #record + 1
      cells[#cells + 1] = record:sub(place, comma - 1)
      place = comma + 1
    end
  until place > #record + 1
  return cells
end

-- The next record of the file: more than one line where a quoted cell has a line break.
local function next_record(file)
  local record = file:read("l")
  if not record then return nil end
  while select(2, record:gsub('"', "")) % 2 == 1 do
    record = record .. "\n" .. (file:read("l") or error("a quote is not closed"))
  end
  return (record:gsub("\r$", ""))
end

-- A function that returns the next decision as text that can be compared, and its id.
local function decisions_of(path)
  local file = assert(io.open(path))
  local id, bucket, score = 1, 2, 3
  local first = next_record(file)
  if first and first:find("^id,") then
    local place = {}
    for index, name in ipairs(cells_of(first)) do place[name] = index end
    id, bucket, score = place.id, place.bucket, assert(place.score, "no column is named score")
    first = nil
  end
  return function()
    local record = first or next_record(file)
    first = nil
    if not record then return nil end
    local cells = cells_of(record)
    -- 7 and 7.0 are the same score.
    local points = tonumber(cells[score])
    local shown = points and ("%.14g"):format(points) or cells[score] or ""
    return ("%s %s %s"):format(cells[id], cells[bucket], shown)
  end
end

local names = { ... }
local within = names[1] == "--within"
if within then table.remove(names, 1) end
local expected, actual = decisions_of(names[1]), decisions_of(names[2])

local count, different = 0, 0
local function differs(is, should_be)
  different = different + 1
  if different <= 5 then print(("  %s, expected %s"):format(is or "nothing", should_be or "nothing")) end
end

for wanted in expected do
  count = count + 1
  local found = actual()
  if within then
    local next_found = found
    while next_found and next_found ~= wanted do next_found = actual() end
    found = next_found
  end
  if found ~= wanted then differs(found, wanted) end
  if not found then break end
end
if not within then
  for found in actual do
    count = count + 1
    differs(found, nil)
  end
end
print(("%d decisions, %s"):format(count, different == 0 and "all the same" or different .. " differ"))
os.exit(different == 0 and count > 0)
