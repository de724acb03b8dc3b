#include "generate.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <string>

namespace {

/// SplitMix64: small, and the same on every machine.
struct Dice {
  uint64_t state;

  uint64_t roll() {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(roll() % limit); }
  bool chance(uint32_t percent) { return below(100) < percent; }
  template <size_t N> const char *one_of(const char *const (&list)[N]) { return list[below(N)]; }
};

const char *const first_names[] = {"Anna", "Ben", "Chloé", "David", "Elif", "Frank", "Grace", "Hiro", "Ines", "Jörg",
                                   "Kate", "Luis", "Maria", "Nadia", "Omar", "Paul", "Rosa", "Sven", "Tara", "Victor"};
const char *const last_names[] = {"Adler", "Baker", "Costa", "Dietrich", "Evans", "Fischer", "García", "Hughes",
                                  "Ivanova", "Jensen", "Kowalski", "Lopez", "Müller", "Novak", "O'Brien", "Patel",
                                  "Quinn", "Rossi", "Schmidt", "Tanaka"};
const char *const cities[] = {"Lake Forest", "Highland Park", "Evanston", "Chicago", "Milwaukee", "Madison",
                              "Rockford", "Naperville", "Aurora", "Joliet", "Waukegan", "Kenosha"};
const char *const industries[] = {"banking", "brokerage", "tax accounting", "law", "real estate", "insurance",
                                  "printing", "construction", "catering", "web design", "medicine", "travel"};
const char *const companies[] = {"Partners", "& Sons", "Group", "Consulting", "Associates", "Services", "Works"};
const char *const titles[] = {"Owner", "Partner", "Vice President", "Account Manager", "Director of Sales", "Broker"};
const char *const serves[] = {"b2b", "b2c", "both"};
const char *const tags[] = {"chamber", "golf", "bni", "alumni", "rotary", "neighbour", "school", "conference"};
const char *const kinds[] = {"one_to_one", "call", "email", "note", "meeting", "message"};
const char *const channels[] = {"in person", "phone", "e-mail", "video"};
const char *const directions[] = {"in", "out", "both"};
const char *const talks[] = {"talked about the new office and who could help with the move",
                             "met for coffee; they are looking for a bookkeeper",
                             "short call about the seminar in spring",
                             "sent the article on invoice factoring that they had asked for",
                             "they know the owner of the print shop and will ask him"};
const char *const stages[] = {"new", "acknowledged", "contacted", "meeting", "proposal", "won", "won", "lost"};
const char *const events[] = {"Chamber Mixer", "Business Breakfast", "Spring Seminar", "Rotary Lunch"};

/// Writes the members of objects, with their commas.
struct Writer {
  std::string text;
  bool first = true;

  void key(const char *name) {
    if (!first) text += ',';
    first = false;
    ((text += '"') += name) += "\":";
  }
  void put(const char *name, const std::string &value) {
    key(name);
    ((text += '"') += value) += '"';
  }
  void put_raw(const char *name, const std::string &value) {
    key(name);
    text += value;
  }
  void open(char bracket) {
    text += bracket;
    first = true;
  }
  void close(char bracket) {
    text += bracket;
    first = false;
  }
  void next_object() {
    if (!first) text += ',';
    open('{');
  }
};

std::string moment(int64_t seconds) {
  const time_t time = static_cast<time_t>(seconds);
  tm parts;
  gmtime_r(&time, &parts);
  char text[32];
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

int64_t past_moment(Dice &dice) {
  const int64_t end = 1768435200;  // 2026-01-15
  const int64_t seconds = end - 1 - dice.below(730 * 86400);
  return seconds % 60 == 0 ? seconds + 1 : seconds;
}

std::string person(Dice &dice) {
  const std::string first = dice.one_of(first_names);
  return first + " " + dice.one_of(last_names);
}

void interactions(Writer &out, Dice &dice) {
  const uint32_t count = dice.below(6);
  if (count == 0) return;
  int64_t times[6];
  for (uint32_t i = 0; i < count; i++) times[i] = past_moment(dice);
  std::sort(times, times + count);
  out.key("interactions");
  out.open('[');
  for (uint32_t i = 0; i < count; i++) {
    out.next_object();
    out.put("at", moment(times[i]));
    out.put("kind", dice.one_of(kinds));
    out.put("channel", dice.one_of(channels));
    out.put("direction", dice.one_of(directions));
    if (dice.chance(80)) out.put_raw("minutes", std::to_string(5 * (1 + dice.below(18))));
    if (dice.chance(60)) out.put("notes", dice.one_of(talks));
    out.close('}');
  }
  out.close(']');
}

void referrals(Writer &out, Dice &dice, long number) {
  const uint32_t roll = dice.below(100);
  const uint32_t count = roll < 35 ? 0 : roll < 75 ? 1 : roll < 90 ? 2 : 3;
  if (count == 0) return;
  out.key("referrals");
  out.open('[');
  for (uint32_t i = 0; i < count; i++) {
    out.next_object();
    out.put("id", "r" + std::to_string(number) + "-" + std::to_string(i + 1));
    out.put("at", moment(past_moment(dice)));
    out.put("direction", dice.chance(55) ? "received" : "given");
    out.put("prospect", person(dice));
    out.put("stage", dice.one_of(stages));
    if (dice.chance(70)) {
      out.put_raw("value", std::to_string(100 + dice.below(4900)) + (dice.chance(50) ? ".5" : ""));
      out.put("currency", "USD");
    }
    out.close('}');
  }
  out.close(']');
}

void contact(Writer &out, Dice &dice, long number) {
  const std::string first = dice.one_of(first_names), last = dice.one_of(last_names);
  out.open('{');
  out.put("id", "c" + std::to_string(number));
  out.put("name", first + " " + last);
  out.put("first_name", first);
  out.put("last_name", last);
  if (dice.chance(90)) out.put("email", "c" + std::to_string(number) + "@example.com");
  if (dice.chance(70)) {
    out.key("phones");
    out.open('[');
    ((out.text += "\"+1 847 555 ") += std::to_string(1000 + dice.below(9000))) += '"';
    out.close(']');
  }
  if (dice.chance(85)) out.put("organization", last + " " + dice.one_of(companies));
  if (dice.chance(75)) out.put("title", dice.one_of(titles));
  if (dice.chance(90)) out.put("industry", dice.one_of(industries));
  if (dice.chance(80)) out.put("serves", dice.one_of(serves));
  if (dice.chance(95)) out.put("city", dice.one_of(cities));
  if (dice.chance(80)) out.put("region", "IL");
  out.put("country", "USA");
  if (dice.chance(50)) {
    out.key("tags");
    out.open('[');
    ((out.text += '"') += dice.one_of(tags)) += "\",\"";
    (out.text += "since ") += std::to_string(2015 + dice.below(10)) + "\"";
    out.close(']');
  }
  if (dice.chance(40)) out.put("notes", dice.one_of(talks));
  if (dice.chance(60)) out.put_raw("trust", std::to_string(1 + dice.below(5)));
  out.put("met_at", moment(past_moment(dice)));
  if (dice.chance(50)) {
    out.key("met_event");
    out.open('{');
    out.put("name", dice.one_of(events));
    out.put("kind", "mixer");
    out.close('}');
  }
  if (dice.chance(30)) out.put("introduced_by", person(dice));
  if (dice.chance(20)) out.put_raw("is_client", dice.chance(50) ? "true" : "false");
  if (dice.chance(15)) out.put_raw("friend", "true");
  interactions(out, dice);
  referrals(out, dice, number);
  out.close('}');
  out.text += '\n';
}

}  // namespace

bool generate(long count, FILE *out) {
  Dice dice{20260115};
  Writer writer;
  for (long number = 1; number <= count; number++) {
    writer.text.clear();
    contact(writer, dice, number);
    if (fwrite(writer.text.data(), 1, writer.text.size(), out) != writer.text.size()) return false;
  }
  return fflush(out) == 0;
}
