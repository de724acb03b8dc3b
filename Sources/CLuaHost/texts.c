/* Texts so long that comparing them is work that no instruction shows.
 *
 * '==', '<' and t[text] are one instruction each, and go through both texts inside Lua, where nothing of ours
 * runs. So from the making of a long text on, each instruction of the run is charged for comparing it. Also when the
 * text is gone: when it is collected is not the same in each run. */

#include <string.h>

#include "state.h"
#include "text.h"

/* Shorter ones than LEAST are not looked at; those from LONG on are, at the next instruction. */
enum { LEAST = 96, LONG = 4096 };
/* Comparing so many bytes takes less than one instruction; '<' begins anew at each zero byte, which takes three. */
enum { BYTES_PER_WORK = 128, WORK_OF_ZERO = 3 };
/* A numeral is read where a number is due (for i = 1, text do), with the blanks before it. */
enum { NUMERAL_PER_WORK = 4 };
/* How much longer than its charge an instruction may take: not all instructions compare, and few their longest. */
enum { SLACK = 32 };
/* What stands before a text's bytes: it differs from run to run. */
enum { HEADER = 3 * sizeof(void *) };

void lh_note_text(lh_state *state, const void *block, size_t size) {
  if (size < LEAST) return;
  state->texts.fresh = block;
  state->texts.fresh_size = size;
  if (size >= LONG) lh_hook_next(state);
}

/* How many bytes the blanks and the numeral have with which the text begins. */
static size_t numeral_length(const uint8_t *text, const uint8_t *end) {
  const uint64_t *space = lh_class('s'), *digit = lh_class('x');
  const uint8_t *at = text;
  while (at < end && lh_set_holds(space, *at)) at++;
  if (at < end && (*at == '-' || *at == '+')) at++;
  if (end - at > 2 && *at == '0' && (at[1] == 'x' || at[1] == 'X')) at += 2;
  while (at < end && (lh_set_holds(digit, *at) || *at == '.' || *at == 'p' || *at == 'P')) at++;
  return (size_t)(at - text);
}

void lh_look_at_text(lh_state *state) {
  lh_texts *texts = &state->texts;
  if (!texts->fresh) return;
  /* Without the zero that ends it. */
  const uint8_t *at = texts->fresh + HEADER, *end = texts->fresh + texts->fresh_size - 1;
  texts->fresh = NULL;
  size_t length = (size_t)(end - at), zeros = 0, numeral = numeral_length(at, end);
  while ((at = memchr(at, 0, (size_t)(end - at))) != NULL) at++, zeros++;
  size_t work = (length / BYTES_PER_WORK + zeros * WORK_OF_ZERO + numeral / NUMERAL_PER_WORK) / SLACK;
  if (work > texts->work) texts->work = work;
}

void lh_keep_texts(lh_state *state) {
  lh_look_at_text(state);
  state->texts.kept = state->texts.work;
}

void lh_forget_texts(lh_state *state) {
  lh_look_at_text(state);
  if (state->frozen) state->texts.work = state->texts.kept;
}
