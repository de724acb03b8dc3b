// The yardstick for refer's speed: the same rules in a host of its own, as a competent engineer who embeds
// Lua would write it. Contacts become fresh native tables; questions are called from C.
//
//   c++ -std=c++17 -O2 -o host host.cpp generate.cpp book.cpp ../../Sources/CSimdjson/moment.cpp \
//     $(pkg-config --cflags --libs lua5.4) -lsimdjson -lsqlite3
//   ./host generate 100000 > contacts.ndjson
//   ./host eval rules-host.lua contacts.ndjson > decisions.csv
//   ./host eval-book rules-host.lua refer.db > decisions.csv
//   ./host eval-book-named rules-host.lua refer.db > decisions.csv
//
// `eval` prints id,bucket,score for each contact, and its CPU time, rate and peak memory to standard error. The other
// two do so out of a book: with all columns of contacts, interactions and referrals, or those that the rules name.

#include "../../Sources/CSimdjson/moment.hpp"
#include "book.hpp"
#include "generate.hpp"

#if __has_include(<lua5.4/lua.hpp>)
#include <lua5.4/lua.hpp>
#else
#include <lua.hpp>
#endif
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace ondemand = simdjson::ondemand;

namespace {

const double now = 1768478400;  // 2026-01-15T12:00:00Z
const int hook_interval = 1000;
const long most_steps = 10000000;
const int questions_at_most = 16;

long steps_left;

void count_steps(lua_State *L, lua_Debug *) {
  if ((steps_left -= hook_interval) < 0) luaL_error(L, "too many steps");
}

bool is_time(std::string_view key) {
  return key == "at" || (key.size() > 3 && key.substr(key.size() - 3) == "_at");
}

bool push_value(lua_State *L, std::string_view key, ondemand::value value);

/// Pushes a table of the object's fields, times as numbers.
bool push_object(lua_State *L, ondemand::object object) {
  luaL_checkstack(L, 8, nullptr);
  lua_createtable(L, 0, 8);
  for (auto entry : object) {
    ondemand::field field;
    std::string_view key;
    if (std::move(entry).get(field) || field.unescaped_key().get(key)) return false;
    lua_pushlstring(L, key.data(), key.size());
    if (!push_value(L, key, field.value())) return false;
    lua_rawset(L, -3);
  }
  return true;
}

bool push_array(lua_State *L, ondemand::array array) {
  luaL_checkstack(L, 8, nullptr);
  lua_createtable(L, 4, 0);
  lua_Integer place = 0;
  for (auto entry : array) {
    ondemand::value value;
    if (std::move(entry).get(value) || !push_value(L, {}, value)) return false;
    lua_rawseti(L, -2, ++place);
  }
  return true;
}

bool push_value(lua_State *L, std::string_view key, ondemand::value value) {
  ondemand::json_type type;
  if (value.type().get(type)) return false;
  switch (type) {
    case ondemand::json_type::string: {
      std::string_view text;
      if (value.get_string().get(text)) return false;
      Moment moment;
      if (is_time(key) && read_moment(text.data(), text.size(), &moment)) lua_pushnumber(L, moment.seconds);
      else lua_pushlstring(L, text.data(), text.size());
      return true;
    }
    case ondemand::json_type::number: {
      double number;
      if (value.get_double().get(number)) return false;
      lua_pushnumber(L, number);
      return true;
    }
    case ondemand::json_type::boolean: {
      bool truth;
      if (value.get_bool().get(truth)) return false;
      lua_pushboolean(L, truth);
      return true;
    }
    case ondemand::json_type::null: lua_pushnil(L); return true;
    case ondemand::json_type::array: {
      ondemand::array array;
      return !value.get_array().get(array) && push_array(L, array);
    }
    case ondemand::json_type::object: {
      ondemand::object object;
      return !value.get_object().get(object) && push_object(L, object);
    }
  }
  return false;
}

/// contact.last_interaction_at, and the referrals by direction, as refer's reader gives them.
void derive(lua_State *L) {
  const int contact = lua_gettop(L);
  if (lua_getfield(L, contact, "interactions") == LUA_TTABLE) {
    const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, -1));
    double last = 0;
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, -1, i);
      lua_getfield(L, -1, "at");
      if (lua_tonumber(L, -1) > last) last = lua_tonumber(L, -1);
      lua_pop(L, 2);
    }
    if (last > 0) {
      lua_pushnumber(L, last);
      lua_setfield(L, contact, "last_interaction_at");
    }
  }
  lua_settop(L, contact);
  if (lua_getfield(L, contact, "referrals") == LUA_TTABLE) {
    lua_createtable(L, 2, 0);
    lua_createtable(L, 2, 0);
    const lua_Integer count = static_cast<lua_Integer>(lua_rawlen(L, contact + 1));
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, contact + 1, i);
      lua_getfield(L, -1, "direction");
      const char *direction = lua_tostring(L, -1);
      const int list = direction && std::strcmp(direction, "received") == 0 ? contact + 2
                       : direction && std::strcmp(direction, "given") == 0  ? contact + 3
                                                                            : 0;
      lua_pop(L, 1);
      if (list) lua_rawseti(L, list, static_cast<lua_Integer>(lua_rawlen(L, list)) + 1);
      else lua_pop(L, 1);
    }
    lua_setfield(L, contact, "referrals_given");
    lua_setfield(L, contact, "referrals_received");
  }
  lua_settop(L, contact);
}

/// The rules of one file: `questions`, each with a name, a weight and an answer, and `bucket`.
struct Rules {
  int count = 0;
  int answers[questions_at_most];
  int names[questions_at_most];
  double weights[questions_at_most];
  int bucket;
};

void load(lua_State *L, const char *path, Rules &rules) {
  lua_pushnumber(L, now);
  lua_setglobal(L, "now");
  if (luaL_dofile(L, path)) lua_error(L);
  lua_getglobal(L, "questions");
  luaL_checktype(L, -1, LUA_TTABLE);
  const int list = lua_gettop(L);
  while (rules.count < questions_at_most && lua_rawgeti(L, list, rules.count + 1) == LUA_TTABLE) {
    lua_getfield(L, -1, "answer");
    rules.answers[rules.count] = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_getfield(L, -1, "name");
    rules.names[rules.count] = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_getfield(L, -1, "weight");
    rules.weights[rules.count++] = lua_tonumber(L, -1);
    lua_settop(L, list);
  }
  lua_getglobal(L, "bucket");
  rules.bucket = luaL_ref(L, LUA_REGISTRYINDEX);
  lua_settop(L, list - 1);
}

/// Asks all questions of the contact on top of the stack and prints the decision; false: a rule failed.
bool decide(lua_State *L, const Rules &rules) {
  const int contact = lua_gettop(L);
  double score = 0;
  lua_createtable(L, 0, rules.count);
  for (int i = 0; i < rules.count; i++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, rules.names[i]);
    lua_rawgeti(L, LUA_REGISTRYINDEX, rules.answers[i]);
    lua_pushvalue(L, contact);
    steps_left = most_steps;
    if (lua_pcall(L, 1, 1, 0) != LUA_OK) return false;
    if (lua_toboolean(L, -1)) score += rules.weights[i];
    lua_rawset(L, contact + 1);
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, rules.bucket);
  lua_pushvalue(L, contact + 1);
  lua_pushnumber(L, score);
  steps_left = most_steps;
  if (lua_pcall(L, 2, 1, 0) != LUA_OK) return false;
  lua_getfield(L, contact, "id");
  const char *id = lua_tostring(L, -1), *bucket = lua_tostring(L, -2);
  if (!id || !bucket) return false;
  printf("%s,%s,%.14g\n", id, bucket, score);
  return true;
}

/// What contacts are read from.
enum Source { lines, book, book_named };

struct Run {
  const char *rules, *contacts;
  Source source;
  long count = 0, failed = 0;
};

/// Decides over a file of NDJSON.
int evaluate_lines(lua_State *L, Run *run, const Rules &rules) {
  FILE *file = fopen(run->contacts, "r");
  if (!file) return luaL_error(L, "cannot open the contacts");
  static ondemand::parser parser;
  char *line = nullptr;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, file)) > 0) {
    if (room < static_cast<size_t>(length) + simdjson::SIMDJSON_PADDING) {
      room = 2 * room + simdjson::SIMDJSON_PADDING;
      char *larger = static_cast<char *>(realloc(line, room));
      if (!larger) return luaL_error(L, "out of memory");
      line = larger;
    }
    run->count++;
    ondemand::document document;
    ondemand::object object;
    const bool sound = !parser.iterate(line, static_cast<size_t>(length), room).get(document) &&
                       !document.get_object().get(object) && push_object(L, object);
    if (sound) derive(L);
    if (!sound || !decide(L, rules)) run->failed++;
    lua_settop(L, 1);
  }
  free(line);
  fclose(file);
  return 0;
}

/// Decides over the contacts of a book.
int evaluate_book(lua_State *L, Run *run, const Rules &rules, BookCursors::Columns columns) {
  BookCursors book(run->contacts, columns);
  while (book.next(L)) {
    run->count++;
    derive(L);
    if (!decide(L, rules)) run->failed++;
    lua_settop(L, 1);
  }
  return book.error().empty() ? 0 : luaL_error(L, "%s", book.error().c_str());
}

/// The whole run, under one lua_pcall: filling tables may raise when memory is out.
int evaluate(lua_State *L) {
  Run *run = static_cast<Run *>(lua_touserdata(L, 1));
  Rules rules;
  load(L, run->rules, rules);
  lua_sethook(L, count_steps, LUA_MASKCOUNT, hook_interval);
  switch (run->source) {
    case book: return evaluate_book(L, run, rules, BookCursors::all);
    case book_named: return evaluate_book(L, run, rules, BookCursors::named);
    case lines: return evaluate_lines(L, run, rules);
  }
  return 0;
}

int evaluate_file(const char *rules, const char *contacts, Source source) {
  lua_State *L = luaL_newstate();
  if (!L) return 2;
  luaL_openlibs(L);
  Run run{rules, contacts, source};
  lua_pushcfunction(L, evaluate);
  lua_pushlightuserdata(L, &run);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
    fprintf(stderr, "host: %s\n", lua_tostring(L, -1));
    lua_close(L);
    return 2;
  }
  lua_close(L);
  fflush(stdout);
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const double cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  fprintf(stderr, "%ld contacts, %ld failed, %.3f s CPU, %.0f contacts/s, peak %ld KiB\n", run.count, run.failed, cpu,
          static_cast<double>(run.count) / cpu, usage.ru_maxrss);
  return run.failed ? 1 : 0;
}

}  // namespace

int main(int count, char **arguments) {
  if (count == 3 && std::strcmp(arguments[1], "generate") == 0)
    return generate(atol(arguments[2]), stdout) ? 0 : 2;
  const struct { const char *name; Source source; } commands[] = {
    {"eval", lines}, {"eval-book", book}, {"eval-book-named", book_named}};
  for (const auto &command : commands)
    if (count == 4 && std::strcmp(arguments[1], command.name) == 0)
      return evaluate_file(arguments[2], arguments[3], command.source);
  fprintf(stderr, "usage: host generate N > contacts.ndjson\n       host eval rules-host.lua contacts.ndjson\n");
  return 64;
}
