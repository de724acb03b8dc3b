#include "library.h"

/* A xoshiro256** generator: the same sequence in each new state. */
typedef struct generator {
  uint64_t word[4];
} generator;

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

static uint64_t draw(generator *g) {
  uint64_t *w = g->word, result = rotate(w[1] * 5, 7) * 9, shifted = w[1] << 17;
  w[2] ^= w[0];
  w[3] ^= w[1];
  w[1] ^= w[2];
  w[0] ^= w[3];
  w[2] ^= shifted;
  w[3] = rotate(w[3], 45);
  return result;
}

/* SplitMix64 fills the state, as the generator's authors advise. */
static void seed(generator *g, uint64_t from) {
  for (int i = 0; i < 4; i++) {
    from += 0x9e3779b97f4a7c15;
    uint64_t mixed = (from ^ from >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    g->word[i] = mixed ^ mixed >> 31;
  }
}

/* An even draw from 0 … `top`: what falls outside is drawn again. */
static uint64_t draw_up_to(generator *g, uint64_t top) {
  uint64_t mask = top;
  for (int by = 1; by < 64; by *= 2) mask |= mask >> by;
  uint64_t number;
  do number = draw(g) & mask;
  while (number > top);
  return number;
}

static int math_random(lua_State *L) {
  generator *g = lua_touserdata(L, lua_upvalueindex(1));
  lua_Integer low = 1, high;
  switch (lua_gettop(L)) {
  case 0:
    lua_pushnumber(L, (lua_Number)(draw(g) >> 11) * 0x1p-53);
    return 1;
  case 1:
    high = luaL_checkinteger(L, 1);
    if (high == 0) {
      lua_pushinteger(L, (lua_Integer)draw(g));
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
  uint64_t drawn = draw_up_to(g, (uint64_t)high - (uint64_t)low);
  lua_pushinteger(L, (lua_Integer)(drawn + (uint64_t)low));
  return 1;
}

void lh_open_random(lua_State *L) {
  generator *g = lua_newuserdatauv(L, sizeof *g, 0);
  seed(g, 54);
  lua_pushcclosure(L, math_random, 1);
  lua_setfield(L, -2, "random");
}
