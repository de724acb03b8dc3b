#include "book.hpp"

#if __has_include(<lua5.4/lua.hpp>)
#include <lua5.4/lua.hpp>
#else
#include <lua.hpp>
#endif
#include <sqlite3.h>

BookCursors::BookCursors(const char *path, Columns columns) {
  if (sqlite3_open_v2(path, &db_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    error_ = sqlite3_errmsg(db_);
    return;
  }
  sqlite3_exec(db_, "PRAGMA cache_size = -16384; BEGIN", nullptr, nullptr, nullptr);
  const bool is_all = columns == all;
  // The columns that become fields stand behind the id and, where a table has one, the id of the record.
  open(contacts_, std::string("SELECT id, id, ") +
                    (is_all ? "*" : "serves, industry, city, trust, last_interaction_at") +
                    " FROM contact WHERE archived_at IS NULL ORDER BY id");
  open(interactions_, std::string("SELECT contact, id, ") + (is_all ? "*" : "at, minutes") +
                        " FROM interaction ORDER BY contact, id");
  open(referrals_,
       std::string("SELECT contact, id, ") + (is_all ? "*" : "direction") + " FROM referral ORDER BY contact, id");
  open(stages_, "SELECT contact, referral, stage FROM referral_stage ORDER BY contact, referral, n");
  open(business_, "SELECT contact, referral, amount_minor FROM closed_business ORDER BY contact, referral, n");
}

BookCursors::~BookCursors() {
  for (Cursor *cursor : {&contacts_, &interactions_, &referrals_, &stages_, &business_})
    sqlite3_finalize(cursor->statement);
  sqlite3_close(db_);
}

void BookCursors::open(Cursor &cursor, const std::string &sql) {
  if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &cursor.statement, nullptr) == SQLITE_OK) step(cursor);
  else error_ = sqlite3_errmsg(db_);
}

void BookCursors::step(Cursor &cursor) {
  const int result = sqlite3_step(cursor.statement);
  cursor.has_row = result == SQLITE_ROW;
  if (!cursor.has_row) {
    if (result != SQLITE_DONE) error_ = sqlite3_errmsg(db_);
    return;
  }
  cursor.contact = sqlite3_column_int64(cursor.statement, 0);
  cursor.record = sqlite3_column_int64(cursor.statement, 1);
}

/// Pushes a table of the row's columns from `first` on; what is NULL has no field.
void BookCursors::push_row(lua_State *L, const Cursor &cursor, int first) {
  const int count = sqlite3_column_count(cursor.statement);
  lua_createtable(L, 0, 8);
  for (int column = first; column < count; column++) {
    const int type = sqlite3_column_type(cursor.statement, column);
    if (type == SQLITE_NULL) continue;
    lua_pushstring(L, sqlite3_column_name(cursor.statement, column));
    if (type == SQLITE_TEXT) {
      const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(cursor.statement, column));
      lua_pushlstring(L, text, static_cast<size_t>(sqlite3_column_bytes(cursor.statement, column)));
    } else {
      lua_pushnumber(L, sqlite3_column_double(cursor.statement, column));
    }
    lua_rawset(L, -3);
  }
}

/// What became of the referral on top of the stack: its last stage, and its business in major units.
void BookCursors::push_history(lua_State *L) {
  const auto is_here = [this](const Cursor &cursor) {
    return cursor.has_row && cursor.contact == referrals_.contact && cursor.record == referrals_.record;
  };
  for (; is_here(stages_); step(stages_)) {
    lua_pushstring(L, reinterpret_cast<const char *>(sqlite3_column_text(stages_.statement, 2)));
    lua_setfield(L, -2, "stage");
  }
  if (!is_here(business_)) return;
  double total = 0;
  for (; is_here(business_); step(business_)) total += sqlite3_column_double(business_.statement, 2);
  lua_pushnumber(L, total / 100);
  lua_setfield(L, -2, "value");
}

void BookCursors::push_records(lua_State *L, Cursor &cursor, const char *field, bool are_referrals) {
  if (!cursor.has_row || cursor.contact != contacts_.contact) return;
  lua_createtable(L, 4, 0);
  for (lua_Integer place = 1; cursor.has_row && cursor.contact == contacts_.contact; place++) {
    push_row(L, cursor, 2);
    if (are_referrals) push_history(L);
    lua_rawseti(L, -2, place);
    step(cursor);
  }
  lua_setfield(L, -2, field);
}

bool BookCursors::next(lua_State *L) {
  if (!error_.empty() || !contacts_.has_row) return false;
  luaL_checkstack(L, 8, nullptr);
  push_row(L, contacts_, 2);
  lua_pushinteger(L, contacts_.contact);
  lua_setfield(L, -2, "id");
  push_records(L, interactions_, "interactions", false);
  push_records(L, referrals_, "referrals", true);
  step(contacts_);
  return true;
}
