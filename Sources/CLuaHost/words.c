/* What stands in the script itself. A message quotes no other key: it may be a text of the contact's. */

#include <string.h>

#include "state.h"

/* A longer key helps no one in a message. */
enum { LONGEST = 80 };

static bool is_name_part(char c) {
  unsigned char byte = (unsigned char)c;
  return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

void lh_note_source(lh_state *state, const char *text, size_t length) {
  /* Without memory for it, its words are quoted nowhere. */
  if (lh_buffer_append(&state->sources, "\n", 1) && lh_buffer_append(&state->sources, text, length))
    (void)lh_buffer_append(&state->sources, "\n", 1);
}

/* Texts are kept between other bytes, so that there is one before each and after each. */
bool lh_is_own_word(const lh_state *state, const char *word, size_t length) {
  if (length == 0 || length > LONGEST) return false;
  const char *at = (const char *)state->sources.bytes, *end = at + state->sources.count;
  while (at && (size_t)(end - at) > length + 1) {
    at = memchr(at + 1, word[0], (size_t)(end - at) - length - 1);
    if (at && memcmp(at, word, length) == 0 && !is_name_part(at[-1]) && !is_name_part(at[length])) return true;
  }
  return false;
}

const char *lh_own_key(lua_State *L, int index) {
  size_t length;
  const char *key = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
  return key && lh_is_own_word(lh_owner(L), key, length) ? key : NULL;
}
