/* Instructions that take far longer than others: fractions joined by '..', each of which becomes a text first, and the
 * remainder of a fraction's division by a much smaller one, which is found bit by bit.
 *
 * Nothing of ours runs when they do. So the hook looks at the instruction that is about to run, and prices the work
 * since the last time by it. That is right on the whole only, so that small amounts of work are spared. */

#include <math.h>
#include <string.h>

#include "state.h"

/* Lua 5.4's instructions: the number of those that are looked for, and where their operands stand. */
enum { MODULO_BY_CONSTANT = 25, MODULO = 37, JOIN = 53 };
enum { FIRST_AT = 7, SECOND_AT = 16, THIRD_AT = 24 };
/* Where a call keeps the place of its next instruction, a closure its function, and a function its constants. */
enum { NEXT_AT = 4 * sizeof(void *), FUNCTION_AT = 24, CONSTANTS_AT = 56, CONSTANT_SIZE = 16, KIND_AT = 8 };
/* A constant that is a fraction. */
enum { FRACTION = 0x13 };
/* What writing a fraction costs, and how many bits of a quotient cost one. */
enum { FRACTION_WORK = 6, BITS_PER_WORK = 64 };

static const uint8_t *pointer_at(const void *from, size_t offset) {
  const uint8_t *pointer;
  memcpy(&pointer, (const uint8_t *)from + offset, sizeof pointer);
  return pointer;
}

static unsigned operand(uint32_t instruction, int at) { return instruction >> at & 0xFF; }

/* Reads what register `number` of the running function holds; false when that is no fraction. */
static bool read_fraction(lua_State *L, const lua_Debug *where, unsigned number, double *fraction) {
  if (!lua_getlocal(L, where, (int)number + 1)) return false;
  bool is_fraction = lua_type(L, -1) == LUA_TNUMBER && !lua_isinteger(L, -1);
  *fraction = is_fraction ? lua_tonumber(L, -1) : 0;
  lua_pop(L, 1);
  return is_fraction;
}

static bool read_constant(lua_State *L, lua_Debug *where, unsigned number, double *fraction) {
  if (!lua_getinfo(L, "f", where)) return false;
  const uint8_t *function = pointer_at(lua_topointer(L, -1), FUNCTION_AT);
  lua_pop(L, 1);
  const uint8_t *constant = pointer_at(function, CONSTANTS_AT) + (size_t)number * CONSTANT_SIZE;
  memcpy(fraction, constant, sizeof *fraction);
  return constant[KIND_AT] == FRACTION;
}

/* Integers are taken for 1: they are near it, as fractions go. */
static size_t price_of_modulo(double dividend, double divisor) {
  if (!isfinite(dividend) || !isfinite(divisor) || dividend == 0 || divisor == 0) return 0;
  int bits = ilogb(dividend) - ilogb(divisor);
  return bits > 0 ? (size_t)bits / BITS_PER_WORK : 0;
}

size_t lh_price_of_next(lua_State *L, lua_Debug *where) {
  uint32_t instruction;
  memcpy(&instruction, pointer_at(where->i_ci, NEXT_AT) - sizeof instruction, sizeof instruction);
  unsigned kind = instruction & 0x7F, first = operand(instruction, FIRST_AT), second = operand(instruction, SECOND_AT);
  size_t price = 0;
  double fraction, divisor;
  if (kind == JOIN) {
    for (unsigned i = 0; i < second; i++) price += read_fraction(L, where, first + i, &fraction) ? FRACTION_WORK : 0;
  } else if (kind == MODULO || kind == MODULO_BY_CONSTANT) {
    unsigned third = operand(instruction, THIRD_AT);
    bool is_constant = kind == MODULO_BY_CONSTANT;
    bool has_fraction = read_fraction(L, where, second, &fraction);
    bool has_divisor =
      is_constant ? read_constant(L, where, third, &divisor) : read_fraction(L, where, third, &divisor);
    if (has_fraction || has_divisor) price = price_of_modulo(has_fraction ? fraction : 1, has_divisor ? divisor : 1);
  }
  return price;
}
