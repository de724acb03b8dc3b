-- expect: failed, line 2: variable 'x' got a non-closable value
local x <close> = { __close = print }
