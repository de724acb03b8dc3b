#include "library.h"

/* A xoshiro256** generator: the same sequence in each run, whatever was drawn in the runs before. */

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

static uint64_t draw(uint64_t *w) {
  uint64_t result = rotate(w[1] * 5, 7) * 9, shifted = w[1] << 17;
  w[2] ^= w[0];
  w[3] ^= w[1];
  w[1] ^= w[2];
  w[0] ^= w[3];
  w[2] ^= shifted;
  w[3] = rotate(w[3], 45);
  return result;
}

/* SplitMix64 fills the state, as the generator's authors advise. */
void lh_seed_random(uint64_t words[4]) {
  uint64_t from = 54;
  for (int i = 0; i < 4; i++) {
    from += 0x9e3779b97f4a7c15;
    uint64_t mixed = (from ^ from >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    words[i] = mixed ^ mixed >> 31;
  }
}

/* An even draw from 0 … `top`: what falls outside is drawn again. */
static uint64_t draw_up_to(uint64_t *words, uint64_t top) {
  uint64_t mask = top;
  for (int by = 1; by < 64; by *= 2) mask |= mask >> by;
  uint64_t number;
  do number = draw(words) & mask;
  while (number > top);
  return number;
}

static int math_random(lua_State *L) {
  uint64_t *words = lh_random_words(L);
  lua_Integer low = 1, high;
  switch (lua_gettop(L)) {
  case 0:
    lua_pushnumber(L, (lua_Number)(draw(words) >> 11) * 0x1p-53);
    return 1;
  case 1:
    high = luaL_checkinteger(L, 1);
    if (high == 0) {
      lua_pushinteger(L, (lua_Integer)draw(words));
      return 1;
    }
    break;
  case 2:
    low = luaL_checkinteger(L, 1);
    high = luaL_checkinteger(L, 2);
    break;
  default: return luaL_error(L, "wrong number of arguments");
  }
  luaL_argcheck(L, low <= high, 1, "interval is empty");
  uint64_t drawn = draw_up_to(words, (uint64_t)high - (uint64_t)low);
  lua_pushinteger(L, (lua_Integer)(drawn + (uint64_t)low));
  return 1;
}

void lh_open_random(lua_State *L) {
  lua_pushcfunction(L, math_random);
  lua_setfield(L, -2, "random");
}
