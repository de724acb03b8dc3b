#pragma once

#include <cstdio>

/// Writes `count` contacts as NDJSON, the same for the same count and in any run.
///
/// On average 2.5 interactions and 1 referral each; times in the two years before 2026-01-15; some fields are
/// missing. No time falls on a full minute, so no rule of days ever stands on its edge.
bool generate(long count, FILE *out);
