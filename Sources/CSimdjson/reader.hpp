#pragma once

#include "schema_index.hpp"
#include "simdjson_reader.h"

// Errors come back as codes; nothing here throws.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <string_view>

namespace ondemand = simdjson::ondemand;

/// Where a value stands in its line: the path that a message names.
struct Place {
  const Place *parent;
  std::string_view field;
  uint32_t number;  // of an element of the field's list, from 1; 0 for the field itself
};

/// Cells that grow as they are read; `width` of them make an element.
struct CellList {
  rw_cell *cells = nullptr;
  uint32_t count = 0, room = 0;
};

/// The fields of a contact that are filled from one another.
struct ContactFields {
  uint32_t name, first_name, last_name, email, emails, phone, phones, interactions, last_interaction_at, referrals,
    referrals_received, referrals_given, custom, answers;
};

/// One parser and what it needs for the line at hand.
struct ndjson_reader {
  /// How deep objects and lists may nest, the contact's own being 1.
  static constexpr uint32_t deepest = 64;
  /// What the cells of one line may take, so that a line of "{},{},…" cannot exhaust the memory.
  static constexpr size_t most_memory = size_t(256) << 20;

  const rw_schema *schemas = nullptr;
  std::unique_ptr<SchemaIndex[]> indexes;
  ContactFields contact{};
  uint32_t interaction_at = SchemaIndex::none, interaction_kind = SchemaIndex::none, referral_direction = SchemaIndex::none;
  const char *const *one_sided = nullptr;
  uint32_t one_sided_count = 0;
  ndjson_zone zone = nullptr;
  void *zone_context = nullptr;
  bool saw_day = false;

  bool build(const rw_schema *table, uint32_t count);
  const rw_cell *parse(const char *text, size_t size, rw_arena *into, ndjson_problem *report);

private:
  ondemand::parser parser;
  std::string_view line;
  bool has_escapes = false;
  rw_arena *arena = nullptr;
  size_t taken = 0;
  ndjson_problem *problem = nullptr;
  char field_text[160], message_text[320];

  // reader.cpp: a record and its values
  bool open(ondemand::document &document, ondemand::object &object);
  bool record(ondemand::object object, uint16_t schema, rw_cell *cells, const Place *place, uint32_t depth);
  bool value(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell, uint32_t depth);
  bool truth_of(ondemand::value value, const Place &place, bool *truth);
  bool nothing(ondemand::value value, const Place &place);
  bool number(ondemand::value value, const Place &place, rw_cell *cell);
  bool text(ondemand::value value, const Place &place, rw_cell *cell);
  bool time(ondemand::value value, const Place &place, rw_cell *cell);
  bool texts(ondemand::value value, const Place &place, rw_cell *cell);
  bool one_record(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell, uint32_t depth);
  bool records(ondemand::value value, const rw_field &field, const Place &place, rw_cell *cell, uint32_t depth);
  rw_cell *named_record(uint16_t schema, rw_cell name, const Place &place);
  bool key_text(ondemand::field &field, std::string_view *key, const Place *place);

  // maps.cpp: maps, and what no field takes
  bool map(ondemand::value value, const Place &place, rw_cell *cell, uint32_t depth, bool as_text, bool dated);
  bool map_entry(std::string_view key, ondemand::value value, const Place &place, CellList *list, uint32_t depth,
                 bool as_text);
  bool answer(std::string_view key, ondemand::value value, const Place &place, CellList *list, uint32_t depth);
  bool add_pair(std::string_view key, rw_cell value, const Place &place, CellList *list);
  bool raw_number(ondemand::value value, const Place &place, rw_cell *cell);
  bool raw_json(ondemand::value value, const Place &place, rw_cell *cell, uint32_t depth);
  bool walk(ondemand::value value, const Place &place, uint32_t depth);
  bool no_key_twice(const CellList &list, const Place *place);
  bool join_custom(rw_cell *cell, const CellList &unknown);

  // contact.cpp: what a contact gets from its other fields
  bool finish_contact(rw_cell *cells, const uint64_t *given);
  bool full_name(rw_cell *cells);
  bool first_of(rw_cell *cells, uint32_t one, uint32_t many);
  bool order_interactions(rw_cell *cells);
  bool split_referrals(rw_cell *cells, const uint64_t *given);

  // problems.cpp: memory and messages
  void *take(size_t size, const Place *place);
  rw_cell *append(CellList *list, uint32_t width, const Place *place);
  bool fail(int code, const Place *place, size_t offset, const char *message);
  bool fail(simdjson::error_code error, const Place *place);
  bool wrong_type(ondemand::value value, const Place &place, const char *expected);
  bool twice(std::string_view key, const Place *place);
  size_t offset_of(const char *at) const {
    return at >= line.data() && at <= line.data() + line.size() ? size_t(at - line.data()) : NDJSON_NOWHERE;
  }
};

/// The bits of the fields that a record's object gave, null included.
inline bool is_given(const uint64_t *given, uint32_t field) { return given[field / 64] >> (field % 64) & 1; }

inline rw_cell text_cell(std::string_view text) {
  rw_cell cell{};
  if (text.empty()) return cell;
  cell.kind = RW_TEXT;
  cell.count = uint32_t(text.size());
  cell.as.text = text.data();
  return cell;
}

inline rw_cell number_cell(uint8_t kind, double number) {
  rw_cell cell{};
  cell.kind = kind;
  cell.as.number = number;
  return cell;
}

inline rw_cell cells_cell(uint8_t kind, const CellList &list) {
  static const rw_cell nothing{};
  rw_cell cell{};
  cell.kind = kind;
  cell.count = list.count;
  cell.as.cells = list.cells ? list.cells : &nothing;
  return cell;
}

inline std::string_view text_of(const rw_cell &cell) { return {cell.as.text, cell.count}; }
