#ifndef LUA_HOST_TEXT_H
#define LUA_HOST_TEXT_H

#include "internal.h"

/* Text as scripts see it: ASCII only, whatever the locale of the process, and never an address. */

/* Room enough for any number written by lh_number_text or one conversion of string.format. */
#define LH_NUMBER_TEXT 512
/* What a character of a fraction's text costs: each digit is a division of a long number. */
#define LH_DIGIT_WORK 3

/* A set of bytes, one bit each. */
typedef uint64_t lh_byte_set[4];

static inline bool lh_set_holds(const uint64_t *set, unsigned char byte) { return set[byte >> 6] >> (byte & 63) & 1; }

/* The bytes that a class letter of a pattern ('a', 'D', …) stands for, or NULL when the letter is no
   class. An upper-case letter names the same set: the complement is the caller's. */
const uint64_t *lh_class(char letter);

static inline bool lh_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool lh_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool lh_is_digit(char c) { return c >= '0' && c <= '9'; }

/* Writes the number at `index`, and answers its length. */
size_t lh_number_text(lua_State *L, int index, char text[LH_NUMBER_TEXT]);

/* Puts '.' where the process's locale wrote its own decimal point; answers the new length. */
size_t lh_mend_point(char *text, size_t length);

/* Pushes the value at `index` as tostring prints it, and answers the string. */
const char *lh_push_text(lua_State *L, int index, size_t *length);

/* The string argument `arg`; a number there becomes its text, as tostring prints it. */
const char *lh_check_text(lua_State *L, int arg, size_t *length);

/* Adds to a result that a script will get; raises when it grows over LH_MAX_STRING. */
void lh_add(luaL_Buffer *buffer, const char *text, size_t length);

/* Raises when a result of `length` bytes is over LH_MAX_STRING. */
void lh_check_result(lua_State *L, size_t length);

#endif
