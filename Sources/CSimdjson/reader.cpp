#include "reader.hpp"

#include "line_check.hpp"
#include "moment.hpp"

static_assert(NDJSON_PADDING >= simdjson::SIMDJSON_PADDING, "the header promises too little padding");

extern "C" ndjson_reader *ndjson_new(const rw_schema *schemas, uint32_t schema_count) {
  if (!schemas || schema_count == 0) return nullptr;
  auto *reader = new (std::nothrow) ndjson_reader;
  if (reader && !reader->build(schemas, schema_count)) {
    delete reader;
    return nullptr;
  }
  return reader;
}

extern "C" void ndjson_free(ndjson_reader *reader) { delete reader; }

extern "C" void ndjson_set_zone(ndjson_reader *reader, ndjson_zone zone, void *context) {
  reader->zone = zone;
  reader->zone_context = context;
}

extern "C" void ndjson_set_one_sided(ndjson_reader *reader, const char *const *kinds, uint32_t count) {
  reader->one_sided = kinds;
  reader->one_sided_count = count;
}

extern "C" bool ndjson_saw_day(const ndjson_reader *reader) { return reader->saw_day; }

extern "C" const rw_cell *ndjson_parse_line(ndjson_reader *reader, const char *line, size_t length, rw_arena *arena,
                                            ndjson_problem *problem) {
  return reader->parse(line, length, arena, problem);
}

bool ndjson_reader::build(const rw_schema *table, uint32_t count) {
  schemas = table;
  indexes.reset(new (std::nothrow) SchemaIndex[count]);
  if (!indexes) return false;
  for (uint32_t i = 0; i < count; i++)
    if (!indexes[i].build(&table[i])) return false;
  auto place = [this](std::string_view name) { return indexes[0].find(name.data(), name.size()); };
  contact = {place("name"), place("first_name"), place("last_name"), place("email"), place("emails"), place("phone"),
             place("phones"), place("interactions"), place("last_interaction_at"), place("referrals"),
             place("referrals_received"), place("referrals_given"), place("custom"), place("answers")};
  if (contact.interactions != SchemaIndex::none) {
    const SchemaIndex &interaction = indexes[table[0].fields[contact.interactions].schema];
    interaction_at = interaction.find("at", 2);
    interaction_kind = interaction.find("kind", 4);
  }
  if (contact.referrals != SchemaIndex::none)
    referral_direction = indexes[table[0].fields[contact.referrals].schema].find("direction", 9);
  return true;
}

const rw_cell *ndjson_reader::parse(const char *text, size_t size, rw_arena *into, ndjson_problem *report) {
  line = {text, size};
  arena = into;
  problem = report;
  taken = 0;
  saw_day = false;
  *problem = {NDJSON_OK, nullptr, nullptr, NDJSON_NOWHERE};

  const LineCheck check = check_line(text, size);
  if (check.problem) {
    fail(NDJSON_ENCODING, nullptr, check.offset, check.problem);
    return nullptr;
  }
  has_escapes = check.has_escapes;
  ondemand::document document;
  ondemand::object object;
  if (!open(document, object)) return nullptr;
  auto *cells = static_cast<rw_cell *>(take(schemas[0].count * sizeof(rw_cell), nullptr));
  if (!cells || !record(object, 0, cells, nullptr, 1)) {
    const char *at;
    if (problem->offset == NDJSON_NOWHERE && document.current_location().get(at) == simdjson::SUCCESS)
      problem->offset = offset_of(at);
    return nullptr;
  }
  const char *rest;
  if (document.current_location().get(rest) == simdjson::SUCCESS) {
    fail(NDJSON_TRAILING, nullptr, offset_of(rest), "something follows the object; a line holds one contact");
    return nullptr;
  }
  return cells;
}

bool ndjson_reader::open(ondemand::document &document, ondemand::object &object) {
  const size_t first = line.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return fail(NDJSON_NOT_AN_OBJECT, nullptr, 0, "the line is empty");
  if (line[first] != '{')
    return fail(NDJSON_NOT_AN_OBJECT, nullptr, first, "the line is no JSON object { … }; a line holds one contact");
  if (line.size() > parser.capacity()) {
    size_t capacity = 4096;
    while (capacity < line.size()) capacity *= 2;
    if (auto error = parser.allocate(capacity)) return fail(error, nullptr);
  }
  if (auto error = parser.iterate(line.data(), line.size(), line.size() + NDJSON_PADDING).get(document))
    return fail(error, nullptr);
  if (auto error = document.get_object().get(object)) return fail(error, nullptr);
  return true;
}

bool ndjson_reader::record(ondemand::object object, uint16_t schema, rw_cell *cells, const Place *place,
                           uint32_t depth) {
  SchemaIndex &index = indexes[schema];
  const uint32_t width = index.schema->count;
  std::memset(cells, 0, width * sizeof(rw_cell));
  uint64_t given[SchemaIndex::most_fields / 64] = {};
  uint32_t previous = SchemaIndex::none;
  CellList unknown;
  for (auto entry : object) {
    ondemand::field field;
    if (auto error = std::move(entry).get(field)) return fail(error, place);
    std::string_view key;
    uint32_t found = index.guess(previous, field.key().raw());
    if (found == SchemaIndex::none) {
      if (!key_text(field, &key, place)) return false;
      found = index.find(key.data(), key.size());
      if (found != SchemaIndex::none) index.learn(previous, found);
    }
    if (found != SchemaIndex::none) {
      const rw_field &of = index.schema->fields[found];
      const Place here{place, {of.name, of.name_length}, 0};
      if (is_given(given, found)) return twice(here.field, place);
      given[found / 64] |= uint64_t(1) << (found % 64);
      if (!value(field.value(), of, here, &cells[found], depth)) return false;
      previous = found;
    } else {
      const Place here{place, key, 0};
      const bool kept = depth == 1 && contact.custom != SchemaIndex::none;
      if (!(kept ? map_entry(key, field.value(), here, &unknown, depth, true) : walk(field.value(), here, depth + 1)))
        return false;
    }
  }
  if (schema != 0) return true;
  if (unknown.count && !join_custom(&cells[contact.custom], unknown)) return false;
  return finish_contact(cells, given);
}

bool ndjson_reader::key_text(ondemand::field &field, std::string_view *key, const Place *place) {
  const char *start = field.key().raw();
  const size_t rest = size_t(line.data() + line.size() - start);
  const auto *quote = static_cast<const char *>(std::memchr(start, '"', rest));
  if (!quote) return fail(simdjson::UNCLOSED_STRING, place);
  *key = {start, size_t(quote - start)};
  if (!has_escapes || key->find('\\') == std::string_view::npos) return true;
  if (auto error = field.unescaped_key().get(*key)) return fail(error, place);
  return true;
}

bool ndjson_reader::value(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell,
                          uint32_t depth) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return fail(error, &place);
  if (type == ondemand::json_type::null) return nothing(value, place);
  if (type == ondemand::json_type::string && value.raw_json_token().substr(0, 2) == "\"\"")
    return text(value, place, cell);  // whatever the field is, an empty text is a missing value
  switch (field.kind) {
    case RW_TEXT:
      if (type == ondemand::json_type::string) return text(value, place, cell);
      if (type == ondemand::json_type::number &&
          (place.field == "id" || place.field == "parent" || place.field == "referral"))
        return raw_number(value, place, cell);
      return wrong_type(value, place, "text");
    case RW_NUMBER:
      if (type != ondemand::json_type::number) return wrong_type(value, place, "a number");
      return number(value, place, cell);
    case RW_BOOL: {
      if (type != ondemand::json_type::boolean) return wrong_type(value, place, "true or false");
      bool truth;
      if (!truth_of(value, place, &truth)) return false;
      *cell = number_cell(RW_BOOL, truth ? 1 : 0);
      return true;
    }
    case RW_TIME: return time(value, place, cell);
    case RW_TEXTS: return texts(value, place, cell);
    case RW_RECORD: return one_record(value, field, place, cell, depth + 1);
    case RW_RECORDS: return records(value, field, place, cell, depth + 1);
    case RW_MAP: return map(value, place, cell, depth + 1, place.field == "custom", place.field == "answers");
    default: return walk(value, place, depth + 1);
  }
}

// simdjson calls a misspelt word an incorrect type, which would read as a wrong value.
bool ndjson_reader::truth_of(ondemand::value value, const Place &place, bool *truth) {
  return value.get_bool().get(*truth) == simdjson::SUCCESS || fail(simdjson::T_ATOM_ERROR, &place);
}

bool ndjson_reader::nothing(ondemand::value value, const Place &place) {
  bool is_null = false;
  return (value.is_null().get(is_null) == simdjson::SUCCESS && is_null) || fail(simdjson::N_ATOM_ERROR, &place);
}

bool ndjson_reader::number(ondemand::value value, const Place &place, rw_cell *cell) {
  double number;
  if (auto error = value.get_double().get(number)) return fail(error, &place);
  *cell = number_cell(RW_NUMBER, number);
  return true;
}

bool ndjson_reader::text(ondemand::value value, const Place &place, rw_cell *cell) {
  const char *start = value.raw_json_token().data() + 1;
  const size_t rest = size_t(line.data() + line.size() - start);
  const auto *quote = static_cast<const char *>(std::memchr(start, '"', rest));
  if (!quote) return fail(simdjson::UNCLOSED_STRING, &place);
  std::string_view text{start, size_t(quote - start)};
  if (has_escapes && text.find('\\') != std::string_view::npos) {
    if (auto error = value.get_string().get(text)) return fail(error, &place);
  } else {
    ondemand::raw_json_string raw;
    if (auto error = value.get_raw_json_string().get(raw)) return fail(error, &place);
  }
  *cell = text_cell(text);
  return true;
}

bool ndjson_reader::time(ondemand::value value, const Place &place, rw_cell *cell) {
  const char *at = value.raw_json_token().data();
  if (*at == '"') {
    if (!text(value, place, cell) || cell->kind == RW_NONE) return problem->code == NDJSON_OK;
    Moment moment;
    if (!read_moment(cell->as.text, cell->count, &moment))
      return fail(NDJSON_WRONG_TYPE, &place, offset_of(at),
                  "must be a time such as \"2026-01-15T09:30:00Z\" or \"2026-01-15\", here it is another text");
    saw_day = saw_day || moment.local;
    if (!moment.local || !zone) *cell = number_cell(moment.local ? RW_DAY : RW_NUMBER, moment.seconds);
    else *cell = number_cell(RW_NUMBER, zone(zone_context, moment.seconds));
    return true;
  }
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return fail(error, &place);
  if (type != ondemand::json_type::number)
    return wrong_type(value, place, "a time such as \"2026-01-15T09:30:00Z\" or \"2026-01-15\"");
  if (!number(value, place, cell)) return false;
  const double year_10000 = 253402300800.0;
  if (cell->as.number < year_10000 && cell->as.number > -year_10000) return true;
  return fail(NDJSON_WRONG_TYPE, &place, offset_of(at),
              "must be seconds since 1970, here it is beyond the year 9999 (milliseconds?)");
}

bool ndjson_reader::texts(ondemand::value value, const Place &place, rw_cell *cell) {
  CellList list;
  const char first = *value.raw_json_token().data();
  if (first == '"') {
    rw_cell one{};
    if (!text(value, place, &one)) return false;
    if (one.kind == RW_NONE) return true;
    rw_cell *added = append(&list, 1, &place);
    if (!added) return false;
    *added = one;
  } else if (first == '[') {
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return fail(error, &place);
    uint32_t number = 0;
    for (auto entry : array) {
      const Place here{place.parent, place.field, ++number};
      ondemand::value element;
      if (auto error = std::move(entry).get(element)) return fail(error, &here);
      static const rw_field plain{"", 0, RW_TEXT, 0, 0};
      rw_cell one{};
      if (!this->value(element, plain, here, &one, 0)) return false;
      if (one.kind == RW_NONE) continue;
      rw_cell *added = append(&list, 1, &here);
      if (!added) return false;
      *added = one;
    }
  } else {
    return wrong_type(value, place, "a list of texts");
  }
  *cell = cells_cell(RW_TEXTS, list);
  return true;
}

rw_cell *ndjson_reader::named_record(uint16_t schema, rw_cell name, const Place &place) {
  const size_t size = schemas[schema].count * sizeof(rw_cell);
  auto *cells = static_cast<rw_cell *>(take(size, &place));
  if (!cells) return nullptr;
  std::memset(cells, 0, size);
  cells[schemas[schema].name_field] = name;
  return cells;
}

bool ndjson_reader::one_record(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell,
                               uint32_t depth) {
  const char first = *value.raw_json_token().data();
  rw_cell *cells = nullptr;
  if (first == '"') {
    rw_cell name{};
    if (!text(value, place, &name)) return false;
    if (name.kind == RW_NONE) return true;
    cells = named_record(field.schema, name, place);
    if (!cells) return false;
  } else if (first == '{') {
    if (depth > deepest) return fail(simdjson::DEPTH_ERROR, &place);
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return fail(error, &place);
    cells = static_cast<rw_cell *>(take(schemas[field.schema].count * sizeof(rw_cell), &place));
    if (!cells || !record(object, field.schema, cells, &place, depth)) return false;
  } else {
    return wrong_type(value, place, "an object, or the name as text");
  }
  cell->kind = RW_RECORD;
  cell->count = 1;
  cell->as.cells = cells;
  return true;
}

bool ndjson_reader::records(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell,
                            uint32_t depth) {
  if (*value.raw_json_token().data() != '[') return wrong_type(value, place, "a list of objects");
  ondemand::array array;
  if (auto error = value.get_array().get(array)) return fail(error, &place);
  const uint32_t width = schemas[field.schema].count;
  CellList list;
  uint32_t number = 0;
  for (auto entry : array) {
    const Place here{place.parent, place.field, ++number};
    ondemand::value element;
    if (auto error = std::move(entry).get(element)) return fail(error, &here);
    const char first = *element.raw_json_token().data();
    if (first == 'n') {
      if (!walk(element, here, depth)) return false;
      continue;
    }
    rw_cell name{};
    if (first == '"') {
      if (!text(element, here, &name)) return false;
      if (name.kind == RW_NONE) continue;
    } else if (first != '{') {
      return wrong_type(element, here, "an object");
    }
    rw_cell *cells = append(&list, width, &here);
    if (!cells) return false;
    if (first == '"') {
      std::memset(cells, 0, width * sizeof(rw_cell));
      cells[schemas[field.schema].name_field] = name;
      continue;
    }
    if (depth + 1 > deepest) return fail(simdjson::DEPTH_ERROR, &here);
    ondemand::object object;
    if (auto error = element.get_object().get(object)) return fail(error, &here);
    if (!record(object, field.schema, cells, &here, depth + 1)) return false;
  }
  *cell = cells_cell(RW_RECORDS, list);
  return true;
}
