local t = { 1, 2, key = "x" }
for k, v in pairs(t) do print(k, v) end
local ok, why = pcall(error, { code = 1 }, 0)
return ("a b"):gsub("%w", { a = "c" }), table.concat(t, ","), string.format("%5.2f %q", 1.5, "x"), utf8.char(8364), function(...) return host(...) end
