#include "reader.hpp"

#include "line_check.hpp"

#include <algorithm>

bool ndjson_reader::map(ondemand::value value, const Place &place, rw_cell *cell, uint32_t depth, bool as_text,
                        bool dated) {
  if (*value.raw_json_token().data() != '{') return wrong_type(value, place, "an object");
  if (depth > deepest) return fail(simdjson::DEPTH_ERROR, &place);
  ondemand::object object;
  if (auto error = value.get_object().get(object)) return fail(error, &place);
  CellList list;
  for (auto entry : object) {
    ondemand::field field;
    if (auto error = std::move(entry).get(field)) return fail(error, &place);
    std::string_view key;
    if (!key_text(field, &key, &place)) return false;
    const Place here{&place, key, 0};
    if (dated && *field.value().raw_json_token().data() == '{') {
      if (!answer(key, field.value(), here, &list, depth + 1)) return false;
    } else if (!map_entry(key, field.value(), here, &list, depth, as_text)) {
      return false;
    }
  }
  *cell = cells_cell(RW_MAP, list);
  return no_key_twice(list, &place);
}

bool ndjson_reader::map_entry(std::string_view key, ondemand::value value, const Place &place, CellList *list,
                              uint32_t depth, bool as_text) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return fail(error, &place);
  rw_cell cell{};
  switch (type) {
    case ondemand::json_type::string:
      if (!text(value, place, &cell)) return false;
      break;
    case ondemand::json_type::number:
      if (!(as_text ? raw_number(value, place, &cell) : number(value, place, &cell))) return false;
      break;
    case ondemand::json_type::boolean: {
      bool truth;
      if (!truth_of(value, place, &truth)) return false;
      cell = as_text ? text_cell(truth ? "true" : "false") : number_cell(RW_BOOL, truth ? 1 : 0);
      break;
    }
    case ondemand::json_type::null:
      if (!walk(value, place, depth)) return false;
      break;
    default:
      if (!raw_json(value, place, &cell, depth + 1)) return false;
  }
  return add_pair(key, cell, place, list);
}

/// {"value":4,"at":"2026-01-02"}: an answer and when it was given. An object without `value` is any other.
bool ndjson_reader::answer(std::string_view key, ondemand::value value, const Place &place, CellList *list,
                           uint32_t depth) {
  if (depth > deepest) return fail(simdjson::DEPTH_ERROR, &place);
  const char *start = value.raw_json_token().data();
  ondemand::object object;
  if (auto error = value.get_object().get(object)) return fail(error, &place);
  CellList inner;
  rw_cell at{};
  bool has_value = false, has_at = false;
  for (auto entry : object) {
    ondemand::field field;
    if (auto error = std::move(entry).get(field)) return fail(error, &place);
    std::string_view name;
    if (!key_text(field, &name, &place)) return false;
    const Place here{&place, name, 0};
    if (name == "value") {
      if (has_value) return twice(name, &place);
      has_value = true;
      if (!map_entry(key, field.value(), here, &inner, depth, false)) return false;
    } else if (name == "at") {
      if (has_at) return twice(name, &place);
      has_at = true;
      static const rw_field time_field{"at", 2, RW_TIME, 0, 0};
      if (!this->value(field.value(), time_field, here, &at, depth)) return false;
    } else if (!walk(field.value(), here, depth + 1)) {
      return false;
    }
  }
  if (!has_value) {
    size_t length;
    if (find_object_end(start, size_t(line.data() + line.size() - start), &length) != ObjectEnd::early)
      return fail(simdjson::TAPE_ERROR, &place);
    return add_pair(key, text_cell({start, length}), place, list);
  }
  if (!inner.count) return true;
  if (!add_pair(key, inner.cells[1], place, list) || at.kind == RW_NONE) return problem->code == NDJSON_OK;
  static const char suffix[] = {'\0', 'a', 't'};
  auto *dated = static_cast<char *>(take(key.size() + sizeof suffix, &place));
  if (!dated) return false;
  std::memcpy(dated, key.data(), key.size());
  std::memcpy(dated + key.size(), suffix, sizeof suffix);
  return add_pair({dated, key.size() + sizeof suffix}, at, place, list);
}

bool ndjson_reader::add_pair(std::string_view key, rw_cell value, const Place &place, CellList *list) {
  if (value.kind == RW_NONE) return true;
  rw_cell *pair = append(list, 2, &place);
  if (!pair) return false;
  pair[0] = text_cell(key);
  pair[0].kind = RW_TEXT;  // an empty key is one
  if (key.empty()) pair[0].as.text = "";
  pair[1] = value;
  return true;
}

/// A number as it is written, so that an id loses no digit.
bool ndjson_reader::raw_number(ondemand::value value, const Place &place, rw_cell *cell) {
  std::string_view token = value.raw_json_token();
  const size_t end = token.find_last_not_of(" \t\r\n");
  *cell = text_cell(token.substr(0, end + 1));
  double number;
  if (auto error = value.get_double().get(number)) return fail(error, &place);
  return true;
}

/// A list or object as its JSON.
bool ndjson_reader::raw_json(ondemand::value value, const Place &place, rw_cell *cell, uint32_t depth) {
  const char *start = value.raw_json_token().data();
  if (!walk(value, place, depth)) return false;
  size_t length;
  if (find_object_end(start, size_t(line.data() + line.size() - start), &length) != ObjectEnd::early)
    return fail(simdjson::TAPE_ERROR, &place);
  *cell = text_cell({start, length});
  return true;
}

/// Reads a value that nobody takes, to know that it is JSON.
bool ndjson_reader::walk(ondemand::value value, const Place &place, uint32_t depth) {
  ondemand::json_type type;
  if (auto error = value.type().get(type)) return fail(error, &place);
  rw_cell unused{};
  switch (type) {
    case ondemand::json_type::string: return text(value, place, &unused);
    case ondemand::json_type::number: return number(value, place, &unused);
    case ondemand::json_type::boolean: {
      bool truth;
      if (!truth_of(value, place, &truth)) return false;
      return true;
    }
    case ondemand::json_type::null: return nothing(value, place);
    case ondemand::json_type::array: {
      if (depth > deepest) return fail(simdjson::DEPTH_ERROR, &place);
      ondemand::array array;
      if (auto error = value.get_array().get(array)) return fail(error, &place);
      for (auto entry : array) {
        ondemand::value element;
        if (auto error = std::move(entry).get(element)) return fail(error, &place);
        if (!walk(element, place, depth + 1)) return false;
      }
      return true;
    }
    case ondemand::json_type::object: {
      if (depth > deepest) return fail(simdjson::DEPTH_ERROR, &place);
      ondemand::object object;
      if (auto error = value.get_object().get(object)) return fail(error, &place);
      for (auto entry : object) {
        ondemand::field field;
        if (auto error = std::move(entry).get(field)) return fail(error, &place);
        std::string_view key;
        if (!key_text(field, &key, &place) || !walk(field.value(), place, depth + 1)) return false;
      }
      return true;
    }
  }
  return fail(simdjson::TAPE_ERROR, &place);
}

bool ndjson_reader::no_key_twice(const CellList &list, const Place *place) {
  auto key = [&list](uint32_t i) { return text_of(list.cells[2 * size_t(i)]); };
  if (list.count <= 16) {
    for (uint32_t i = 1; i < list.count; i++)
      for (uint32_t k = 0; k < i; k++)
        if (key(i) == key(k)) return twice(key(i), place);
    return true;
  }
  auto *order = static_cast<uint32_t *>(take(list.count * sizeof(uint32_t), place));
  if (!order) return false;
  for (uint32_t i = 0; i < list.count; i++) order[i] = i;
  std::sort(order, order + list.count, [&key](uint32_t a, uint32_t b) { return key(a) < key(b); });
  for (uint32_t i = 1; i < list.count; i++)
    if (key(order[i]) == key(order[i - 1])) return twice(key(order[i]), place);
  return true;
}

bool ndjson_reader::join_custom(rw_cell *cell, const CellList &unknown) {
  CellList all = unknown;
  if (cell->kind == RW_MAP && cell->count) {
    all.count = cell->count + unknown.count;
    all.cells = static_cast<rw_cell *>(take(size_t(all.count) * 2 * sizeof(rw_cell), nullptr));
    if (!all.cells) return false;
    std::memcpy(all.cells, cell->as.cells, size_t(cell->count) * 2 * sizeof(rw_cell));
    std::memcpy(all.cells + size_t(cell->count) * 2, unknown.cells, size_t(unknown.count) * 2 * sizeof(rw_cell));
  }
  *cell = cells_cell(RW_MAP, all);
  return no_key_twice(all, nullptr);
}
