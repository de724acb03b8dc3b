#pragma once

#include <string>

struct lua_State;
struct sqlite3;
struct sqlite3_stmt;

/// Reads contacts out of a book of refer, as a competent engineer would who has but these rules to run: one ordered
/// cursor a table, merged by the contact's id.
class BookCursors {
 public:
  /// Which columns become fields.
  enum Columns {
    all,   /* of the tables contact, interaction and referral */
    named, /* those that rules-host.lua names, which the host's author knows */
  };

  BookCursors(const char *path, Columns columns);
  ~BookCursors();
  BookCursors(const BookCursors &) = delete;
  BookCursors &operator=(const BookCursors &) = delete;

  /// Pushes the next contact as a table, with `interactions` and `referrals`; false: there is none, or an error.
  bool next(lua_State *L);

  /// What SQLite says where something failed; empty where nothing did.
  const std::string &error() const { return error_; }

 private:
  /// One statement, on its next row.
  struct Cursor {
    sqlite3_stmt *statement = nullptr;
    long long contact = 0, record = 0;
    bool has_row = false;
  };

  void open(Cursor &cursor, const std::string &sql);
  void step(Cursor &cursor);
  void push_row(lua_State *L, const Cursor &cursor, int first);
  void push_records(lua_State *L, Cursor &cursor, const char *field, bool are_referrals);
  void push_history(lua_State *L);

  sqlite3 *db_ = nullptr;
  Cursor contacts_, interactions_, referrals_, stages_, business_;
  std::string error_;
};
