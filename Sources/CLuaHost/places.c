/* Keys that collide in a table, so that finding one of them is work that no instruction shows.
 *
 * t[key] is one instruction, and goes through all keys that share a place. Lua spreads numbers by the remainder of a
 * division, so a script can choose thousands that share one. So the places of tables are looked at as a run goes on,
 * and from then on all that the run does is charged for the longest chain. Texts are spread by a seed that no
 * script knows, and are passed over.
 *
 * When a look is due depends on the work alone, and a table that the collector took since counts as if it were
 * there: when it is collected is not the same in each run. */

#include <stdlib.h>
#include <string.h>

#include "state.h"

/* A place of a table as Lua 5.4 lays it out: what kind of key it holds, and how far away the next of its chain is. */
enum { PLACE_SIZE = 24, KIND_AT = 9, NEXT_AT = 12 };
enum { FREE = 0, DEAD = 11, SHORT_TEXT = 0x44 };
/* Tables with fewer places have no chains that matter. */
enum { LEAST = 64 };
/* Going through so many keys takes as long as one instruction may. */
enum { CHAIN_PER_WORK = 32 };
/* After how much work the places are looked at again: those of MIDDLE each time, those of small tables less often, as
   their chains are shorter, and those of large ones, as it takes longer. */
enum { LOOK_INTERVAL = 1 << 15, MIDDLE = 1 << 14, LARGE = 1 << 17 };
/* Of many places, every STRIDE-th shows whether there are other keys than short texts. */
enum { MANY = 1 << 12, STRIDE = 8 };
/* Stands in a new block where Lua puts the first place's and the third's next; in a list nothing is put there. */
static const int32_t untouched = INT32_MIN;

static bool may_be_places(size_t size) {
  size_t count = size / PLACE_SIZE;
  return count >= LEAST && size % PLACE_SIZE == 0 && (count & (count - 1)) == 0;
}

static int32_t next_of(const uint8_t *places, size_t at) {
  int32_t next;
  memcpy(&next, places + at * PLACE_SIZE + NEXT_AT, sizeof next);
  return next;
}

static uint8_t kind_at(const lh_block *block, size_t at) { return block->bytes[at * PLACE_SIZE + KIND_AT]; }

static bool is_text_or_none(uint8_t kind) { return kind == SHORT_TEXT || kind == FREE || kind == DEAD; }

static bool has_other_keys(const lh_block *block) {
  size_t stride = block->count > MANY ? STRIDE : 1;
  for (size_t at = stride - 1; at < block->count; at += stride)
    if (!is_text_or_none(kind_at(block, at))) return true;
  return false;
}

static size_t count_filled(const lh_block *block) {
  size_t filled = 0;
  for (size_t at = 0; at < block->count; at++) filled += kind_at(block, at) != FREE;
  return filled;
}

/* Marks the places that are not their chain's first; false where this is another block than a table's places. */
static bool mark_inner(const lh_block *block, uint64_t *inner) {
  memset(inner, 0, block->count / 8);
  for (size_t at = 0; at < block->count; at++) {
    int32_t next = next_of(block->bytes, at);
    size_t to = at + (size_t)(ptrdiff_t)next;
    if (next == 0) continue;
    if (to >= block->count) return false;
    inner[to / 64] |= (uint64_t)1 << (to % 64);
  }
  return true;
}

/* How many keys that are no texts stand in the chain that begins at `at`. */
static size_t length_of_chain(const lh_block *block, size_t at) {
  size_t length = 0;
  for (size_t steps = 0; steps < block->count; steps++) {
    int32_t next = next_of(block->bytes, at);
    length += !is_text_or_none(kind_at(block, at));
    if (next == 0) break;
    at += (size_t)(ptrdiff_t)next;
  }
  return length;
}

/* The length of the longest chain; 0 where there is none that matters. */
static size_t longest_chain(lh_places *places, lh_block *block) {
  if (next_of(block->bytes, 0) == untouched || next_of(block->bytes, 2) == untouched) return 0;
  if (!has_other_keys(block)) return 0;
  /* No chain grows without a place that was free. */
  size_t filled = count_filled(block);
  if (filled == block->filled) return block->longest;
  block->filled = filled;
  block->longest = 0;
  if (!mark_inner(block, places->inner)) return 0;
  for (size_t at = 0; at < block->count; at++) {
    bool is_first = next_of(block->bytes, at) != 0 && !(places->inner[at / 64] >> (at % 64) & 1);
    size_t length = is_first ? length_of_chain(block, at) : 0;
    if (length > block->longest) block->longest = length;
  }
  return block->longest;
}

/* Every how many looks, as a power of two, a table with so many places is looked at. */
static int period_of(size_t count) {
  int period = 0;
  for (; count < MIDDLE; count *= 2) period++;
  for (; count > LARGE && period < LH_PERIODS - 1; count /= 2) period++;
  return period;
}

static size_t home_of(const lh_places *places, const void *bytes) {
  return (size_t)(((uint64_t)(uintptr_t)bytes >> 4) * 0x9E3779B97F4A7C15u >> 32) & (places->capacity - 1);
}

static void insert(lh_places *places, lh_block block) {
  size_t at = home_of(places, block.bytes);
  while (places->blocks[at].bytes) at = (at + 1) & (places->capacity - 1);
  places->blocks[at] = block;
}

static bool grow(lh_places *places) {
  if (places->count * 2 < places->capacity) return true;
  size_t capacity = places->capacity;
  lh_block *old = places->blocks, *blocks = calloc(capacity ? capacity * 2 : 16, sizeof *blocks);
  if (!blocks) return false;
  places->blocks = blocks;
  places->capacity = capacity ? capacity * 2 : 16;
  for (size_t at = 0; at < capacity; at++)
    if (old[at].bytes) insert(places, old[at]);
  free(old);
  return true;
}

static bool grow_inner(lh_places *places, size_t count) {
  if (count / 64 <= places->inner_count) return true;
  uint64_t *inner = realloc(places->inner, count / 8);
  if (!inner) return false;
  places->inner = inner;
  places->inner_count = count / 64;
  return true;
}

bool lh_note_block(lh_state *state, void *bytes, size_t size) {
  lh_places *places = &state->places;
  if (!places->is_known || !may_be_places(size)) return true;
  if (!grow(places) || !grow_inner(places, size / PLACE_SIZE)) return false;
  memcpy((uint8_t *)bytes + NEXT_AT, &untouched, sizeof untouched);
  memcpy((uint8_t *)bytes + 2 * PLACE_SIZE + NEXT_AT, &untouched, sizeof untouched);
  insert(places, (lh_block){.bytes = bytes, .count = size / PLACE_SIZE});
  places->count++;
  return true;
}

/* Moves up what stands behind `hole` and would not be found any more. */
static void close_hole(lh_places *places, size_t hole) {
  size_t mask = places->capacity - 1;
  for (size_t at = (hole + 1) & mask; places->blocks[at].bytes; at = (at + 1) & mask) {
    size_t home = home_of(places, places->blocks[at].bytes);
    if (((at - home) & mask) < ((at - hole) & mask)) continue;
    places->blocks[hole] = places->blocks[at];
    hole = at;
  }
  places->blocks[hole] = (lh_block){0};
}

void lh_drop_block(lh_state *state, const void *bytes, size_t size) {
  lh_places *places = &state->places;
  if (places->count == 0 || !may_be_places(size)) return;
  size_t at = home_of(places, bytes);
  while (places->blocks[at].bytes && places->blocks[at].bytes != bytes) at = (at + 1) & (places->capacity - 1);
  if (!places->blocks[at].bytes) return;
  size_t longest = longest_chain(places, &places->blocks[at]), *gone = &places->gone[period_of(size / PLACE_SIZE)];
  if (longest > *gone) *gone = longest;
  close_hole(places, at);
  places->count--;
}

/* Looks at the tables whose turn it is. */
static void look(lh_places *places, uint64_t turn) {
  size_t longest = 0;
  for (int period = 0; period < LH_PERIODS; period++)
    if (turn % ((uint64_t)1 << period) == 0 && places->gone[period] > longest) longest = places->gone[period];
  for (size_t at = 0; places->count > 0 && at < places->capacity; at++) {
    lh_block *block = &places->blocks[at];
    if (!block->bytes || turn % ((uint64_t)1 << period_of(block->count)) != 0) continue;
    size_t length = longest_chain(places, block);
    if (length > longest) longest = length;
  }
  if (longest / CHAIN_PER_WORK > places->work) places->work = longest / CHAIN_PER_WORK;
}

void lh_look_at_places(lh_state *state) {
  uint64_t turn = (uint64_t)state->used / LOOK_INTERVAL;
  look(&state->places, turn);
  state->places.due = (int64_t)(turn + 1) * LOOK_INTERVAL;
}

enum { TRIED = 64, COLLIDING = 40 };

static void clear(lh_places *places) {
  memset(places->gone, 0, sizeof places->gone);
  if (places->count > 0) memset(places->blocks, 0, places->capacity * sizeof *places->blocks);
  places->count = 0;
}

/* Lua finds the place of a whole number by its remainder by one less than there are places. */
void lh_check_layout(lua_State *L) {
  lh_places *places = &lh_owner(L)->places;
  if (sizeof(void *) != 8) return;
  places->is_known = true;
  lua_createtable(L, 0, TRIED);
  for (int i = 1; i <= COLLIDING; i++) {
    lua_pushboolean(L, 1);
    lua_rawseti(L, -2, (lua_Integer)i * (TRIED - 1));
  }
  bool is_right = false;
  for (size_t at = 0; at < places->capacity; at++) {
    lh_block *block = &places->blocks[at];
    if (block->bytes && block->count == TRIED) is_right |= longest_chain(places, block) == COLLIDING;
  }
  lua_pop(L, 1);
  clear(places);
  places->is_known = is_right;
}

void lh_keep_places(lh_state *state) {
  look(&state->places, 0);
  state->places.kept = state->places.work;
  clear(&state->places);
}

void lh_forget_places(lh_state *state) {
  lh_places *places = &state->places;
  places->due = LOOK_INTERVAL;
  if (!state->frozen) return;
  clear(places);
  places->work = places->kept;
}
