-- What luacheck may take for granted in rules files: the words of the rules language and the small
-- library that the sandbox leaves. An allow-list, so that load, os or io are reported as unknown.
stds.refer = {
  read_globals = {
    -- words
    "question", "bucket", "shortlist", "setting", "example", "follow_up", "thank_you", "guard", "goal", "insight",
    "template",
    -- conditions
    "is", "is_not", "has", "contains", "has_tag", "within", "at_least", "at_most", "in_bucket", "any_of", "all_of",
    "none_of",
    -- answers, settings, the user
    "yes", "no", "unknown", "settings", "me",
    -- time and values
    "now", "ago", "hours", "days", "weeks", "months", "years", "days_since", "date", "time", "number", "money",
    "percent",
    -- lists, for a script that prints what it returns
    "contacts", "referrals", "interactions", "events", "count", "sum", "group_by", "sort_by", "where",
    -- what is left of Lua's own library
    "assert", "error", "ipairs", "next", "pairs", "pcall", "print", "require", "select", "tonumber", "tostring", "type",
    math = {
      fields = {
        "abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "pi", "random",
        "sqrt", "tointeger", "type", "ult",
      },
    },
    string = {
      fields = {
        "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse", "sub", "upper",
      },
    },
    table = { fields = { "concat", "insert", "move", "pack", "remove", "sort", "unpack" } },
    utf8 = { fields = { "char", "charpattern", "codepoint", "codes", "len", "offset" } },
  },
}

std = "refer"
max_line_length = 120
-- A rule's function is given more than it has to use.
unused_args = false

-- A name set at file level ("our_kind = { … }") is how a rules file names a list.
files["scripts/examples"] = { allow_defined_top = true }
