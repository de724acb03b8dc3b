/* Compares our pattern functions with those of the system's Lua.
 *
 *   patterns SEED COUNT   COUNT random pairs of pattern and subject: results and errors must be equal
 *   patterns --speed      how long ours take for ordinary inputs, as a part of what Lua's own take
 *
 * Built from the library's own files, without the host, as scripts/bench does. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"

/* What the host gives the library: nothing is frozen here, and no budget is ever spent. */
void lh_charge(lua_State *L, size_t work, const char *what) { (void)L, (void)work, (void)what; }
void lh_push_readable(lua_State *L, int index) { lua_pushvalue(L, index); }
void lh_check_writable(lua_State *L, int index) { (void)L, (void)index; }
_Noreturn void lh_stop_pattern(lua_State *L, const char *what) {
  luaL_error(L, "%s: too many steps", what);
  abort();
}
bool lh_stopped(lua_State *L) { return (void)L, false; }

static uint64_t random_state;

static unsigned pick(unsigned count) {
  random_state += 0x9e3779b97f4a7c15;
  uint64_t mixed = (random_state ^ random_state >> 30) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
  return (unsigned)((mixed ^ mixed >> 31) % count);
}

/* A short text that may hold any byte, '\0' among them. */
typedef struct piece {
  char bytes[512];
  size_t length;
} piece;

static void append(piece *to, const char *bytes, size_t length) {
  if (to->length + length > sizeof to->bytes) return;
  memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
}

#define PIECE(text) {text, sizeof text - 1}

typedef struct literal {
  const char *bytes;
  size_t length;
} literal;

static const literal SUBJECTS[] = {
  PIECE("a"), PIECE("a"), PIECE("a"), PIECE("b"), PIECE("b"), PIECE("ab"), PIECE("("), PIECE(")"), PIECE("["),
  PIECE("]"), PIECE("%"), PIECE("^"), PIECE("$"), PIECE("-"), PIECE("1"), PIECE("Z"), PIECE(" "), PIECE("."),
  PIECE("\0"), PIECE("\xc3\xa9"), PIECE("\n"), PIECE("x"), PIECE("aab"), PIECE("(a)"),
};

static const literal ITEMS[] = {
  PIECE("a"), PIECE("a"), PIECE("a"), PIECE("b"), PIECE("b"), PIECE("."), PIECE("."), PIECE("("), PIECE(")"),
  PIECE("("), PIECE(")"), PIECE("()"), PIECE("(a"), PIECE("b)"), PIECE("(.-)"), PIECE("(a*)"), PIECE("%"),
  PIECE("%a"), PIECE("%A"), PIECE("%d"), PIECE("%D"), PIECE("%l"), PIECE("%u"), PIECE("%s"), PIECE("%S"),
  PIECE("%p"), PIECE("%P"), PIECE("%w"), PIECE("%W"), PIECE("%x"), PIECE("%c"), PIECE("%C"), PIECE("%g"),
  PIECE("%z"), PIECE("%Z"), PIECE("%("), PIECE("%."), PIECE("%q"), PIECE("%b()"), PIECE("%bab"), PIECE("%baa"),
  PIECE("%b"), PIECE("%b("), PIECE("%f"), PIECE("%f[a]"), PIECE("%f[%w]"), PIECE("%f[^a]"), PIECE("%f[%z]"),
  PIECE("%f[\0]"), PIECE("%0"), PIECE("%1"), PIECE("%2"), PIECE("%9"), PIECE("["), PIECE("]"), PIECE("[]"),
  PIECE("[^]"), PIECE("[a]"), PIECE("[^a]"), PIECE("[ab]"), PIECE("[a-b]"), PIECE("[a-]"), PIECE("[-a]"),
  PIECE("[]]"), PIECE("[^]]"), PIECE("[%w]"), PIECE("[%W%d]"), PIECE("[%]]"), PIECE("[a-%z]"), PIECE("[%a-z]"),
  PIECE("[\0-\x7f]"), PIECE("[\x80-\xff]"), PIECE("[b-a]"), PIECE("[^%s]"), PIECE("[%"), PIECE("[%a"), PIECE("^"),
  PIECE("$"), PIECE("\0"), PIECE("-"), PIECE("\xc3"), PIECE("x"), PIECE("1"), PIECE(" "),
};

static const literal REPLACEMENTS[] = {
  PIECE("x"), PIECE("<"), PIECE("%0"), PIECE("%1"), PIECE("%2"), PIECE("%%"), PIECE("%"), PIECE("%a"), PIECE("\0"),
  PIECE("%9"),
};

#define COUNT(list) ((unsigned)(sizeof(list) / sizeof *(list)))

static piece make_text(const literal *from, unsigned choices, unsigned most) {
  piece text = {.length = 0};
  for (unsigned left = pick(most + 1); left > 0; left--) {
    const literal *chosen = &from[pick(choices)];
    append(&text, chosen->bytes, chosen->length);
  }
  return text;
}

static piece make_pattern(void) {
  piece pattern = {.length = 0};
  /* Now and then deep or long: the limits must be the same as well. */
  if (pick(200) == 0) {
    for (unsigned left = 196 + pick(8); left > 0; left--) append(&pattern, ".-", 2);
    return pattern;
  }
  if (pick(8) == 0) append(&pattern, "^", 1);
  for (unsigned left = pick(7); left > 0; left--) {
    const literal *chosen = &ITEMS[pick(COUNT(ITEMS))];
    append(&pattern, chosen->bytes, chosen->length);
    if (pick(3) == 0) append(&pattern, &"*+?-"[pick(4)], 1);
  }
  if (pick(200) == 0) for (unsigned left = 28 + pick(8); left > 0; left--) append(&pattern, "()", 2);
  if (pick(8) == 0) append(&pattern, "$", 1);
  return pattern;
}

/* Runs every function of `library`, a table of them, on one case, and answers all that came back as one
   value that can be compared. */
static const char DRIVER[] =
  "local pcall, concat, type = ...\n"
  "local function put(into, ok, ...)\n"
  "  into[#into + 1] = ok and '+' or '!'\n"
  "  for i = 1, select_count(...) do\n"
  "    local v = select_one(i, ...)\n"
  "    into[#into + 1] = type(v) .. ':' .. (type(v) == 'function' and '' or show(v))\n"
  "  end\n"
  "end\n"
  "return function(lib, s, p, r, init, n, t)\n"
  "  local out = {}\n"
  "  put(out, pcall(lib.find, s, p, init))\n"
  "  put(out, pcall(lib.find, s, p, init, true))\n"
  "  put(out, pcall(lib.match, s, p, init))\n"
  "  put(out, pcall(function() for a, b, c in lib.gmatch(s, p, init) do put(out, true, a, b, c) end end))\n"
  "  put(out, pcall(lib.gsub, s, p, r, n))\n"
  "  put(out, pcall(lib.gsub, s, p, t))\n"
  "  put(out, pcall(lib.gsub, s, p, function(a, b) put(out, true, a, b) return b or nil end, n))\n"
  "  return concat(out, '|')\n"
  "end\n";

static int show(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

static int select_count(lua_State *L) {
  lua_pushinteger(L, lua_gettop(L));
  return 1;
}

static int select_one(lua_State *L) {
  lua_pushvalue(L, 1 + (int)luaL_checkinteger(L, 1));
  return 1;
}

/* Leaves on the stack: 1 the driver, 2 Lua's own library, 3 ours, 4 a table to replace from. */
static bool prepare(lua_State *L) {
  luaL_openlibs(L);
  lua_register(L, "show", show);
  lua_register(L, "select_count", select_count);
  lua_register(L, "select_one", select_one);
  if (luaL_loadstring(L, DRIVER) != LUA_OK) return false;
  lua_getglobal(L, "pcall");
  lua_getglobal(L, "table");
  lua_getfield(L, -1, "concat");
  lua_replace(L, -2);
  lua_getglobal(L, "type");
  if (lua_pcall(L, 3, 1, 0) != LUA_OK) return false;
  lua_getglobal(L, "string");
  lh_open_string(L);
  return luaL_dostring(L, "return { a = 'A', b = false, ab = 7, ['('] = {}, [1] = 'one' }") == LUA_OK;
}

static void push_case(
  lua_State *L, int library, const piece *subject, const piece *pattern, const piece *with, int init, int most) {
  lua_pushvalue(L, 1);
  lua_pushvalue(L, library);
  lua_pushlstring(L, subject->bytes, subject->length);
  lua_pushlstring(L, pattern->bytes, pattern->length);
  lua_pushlstring(L, with->bytes, with->length);
  lua_pushinteger(L, init);
  lua_pushinteger(L, most);
  lua_pushvalue(L, 4);
  if (lua_pcall(L, 7, 1, 0) != LUA_OK) fprintf(stderr, "driver: %s\n", lua_tostring(L, -1));
}

static void print_quoted(const char *name, const char *bytes, size_t length) {
  printf("  %s ", name);
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c >= 32 && c < 127) putchar(c);
    else printf("\\x%02x", c);
  }
  putchar('\n');
}

static void print_difference(lua_State *L, const piece *subject, const piece *pattern, const piece *with) {
  size_t length;
  print_quoted("subject", subject->bytes, subject->length);
  print_quoted("pattern", pattern->bytes, pattern->length);
  print_quoted("replace", with->bytes, with->length);
  const char *theirs = lua_tolstring(L, -2, &length);
  print_quoted("Lua's  ", theirs, length);
  const char *ours = lua_tolstring(L, -1, &length);
  print_quoted("ours   ", ours, length);
}

static int compare(lua_State *L, long count) {
  long different = 0;
  for (long i = 0; i < count; i++) {
    piece subject = make_text(SUBJECTS, COUNT(SUBJECTS), 14), pattern = make_pattern();
    piece with = make_text(REPLACEMENTS, COUNT(REPLACEMENTS), 4);
    int init = (int)pick(40) - 20, most = (int)pick(6) == 0 ? (int)pick(4) : 1000;
    push_case(L, 2, &subject, &pattern, &with, init, most);
    push_case(L, 3, &subject, &pattern, &with, init, most);
    if (!lua_rawequal(L, -1, -2) && different++ < 10) print_difference(L, &subject, &pattern, &with);
    lua_settop(L, 4);
  }
  printf("%ld pairs, %ld differ\n", count, different);
  return different == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The best of several times, with the library at `library`, for the function on top of the stack. */
static double best_time(lua_State *L, int library) {
  double best = 1e9;
  for (int i = 0; i < 7; i++) {
    lua_pushvalue(L, -1);
    lua_pushvalue(L, library);
    double start = now();
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) fprintf(stderr, "%s\n", lua_tostring(L, -1));
    double time = now() - start;
    if (time < best) best = time;
  }
  return best;
}

static int compare_speed(lua_State *L) {
  static const char PRELUDE[] =
    "local text = ('The quick brown fox, ann@example.com; 2026-05-23 & more. '):rep(20)\n"
    "return function(lib) local find, match, gmatch, gsub = lib.find, lib.match, lib.gmatch, lib.gsub\n";
  static const char *const WORK[][2] = {
    {"find a word", "for i = 1, 50000 do find('Lake Forest, Illinois', 'Forest', 1, true) end"},
    {"find a far word", "for i = 1, 20000 do find(text, 'nowhere', 1, true) end"},
    {"match a date", "for i = 1, 50000 do match('2026-05-23', '^(%d+)-(%d+)-(%d+)$') end"},
    {"match an address", "for i = 1, 50000 do match('ann@example.com', '^[%w._-]+@[%w.-]+%.%a+$') end"},
    {"trim", "for i = 1, 50000 do match('   some text to trim  ', '^%s*(.-)%s*$') end"},
    {"find inside", "for i = 1, 20000 do find(text, '%d%d%d%d%-%d%d') end"},
    {"walk words", "for i = 1, 300 do for word in gmatch(text, '%a+') do end end"},
    {"split fields", "for i = 1, 300 do for field in gmatch(text, '[^,;&]+') do end end"},
    {"replace spaces", "for i = 1, 300 do gsub(text, '%s+', '_') end"},
    {"replace each", "for i = 1, 300 do gsub(text, '.', { a = 'A' }) end"},
    {"wrap words", "for i = 1, 300 do gsub(text, '(%w+)', '<%1>') end"},
    {"backtrack", "for i = 1, 30 do match(text, '.-z.-q') end"},
  };
  double worst = 0;
  for (size_t i = 0; i < sizeof WORK / sizeof *WORK; i++) {
    lua_pushstring(L, PRELUDE);
    lua_pushstring(L, WORK[i][1]);
    lua_pushstring(L, " end");
    lua_concat(L, 3);
    if (luaL_dostring(L, lua_tostring(L, -1)) != LUA_OK) {
      fprintf(stderr, "%s\n", lua_tostring(L, -1));
      return EXIT_FAILURE;
    }
    double theirs = best_time(L, 2), ours = best_time(L, 3);
    if (ours / theirs > worst) worst = ours / theirs;
    printf("%-18s %6.2f ms, Lua's %6.2f ms: %.2f\n", WORK[i][0], ours * 1e3, theirs * 1e3, ours / theirs);
    lua_settop(L, 4);
  }
  printf("worst %.2f\n", worst);
  return EXIT_SUCCESS;
}

int main(int count, char **arguments) {
  bool for_speed = count == 2 && strcmp(arguments[1], "--speed") == 0;
  if (!for_speed && count != 3) {
    fprintf(stderr, "usage: patterns SEED COUNT | patterns --speed\n");
    return 64;
  }
  lua_State *L = luaL_newstate();
  if (L == NULL || !prepare(L)) {
    fprintf(stderr, "patterns: Lua does not start\n");
    return EXIT_FAILURE;
  }
  int status;
  if (for_speed) {
    status = compare_speed(L);
  } else {
    random_state = strtoull(arguments[1], NULL, 10);
    status = compare(L, strtol(arguments[2], NULL, 10));
  }
  lua_close(L);
  return status;
}
