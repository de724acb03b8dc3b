#include "reader.hpp"

#include <algorithm>

namespace {

bool is_word(const rw_cell &cell, std::string_view word) {
  if (cell.kind != RW_TEXT || cell.count != word.size()) return false;
  for (size_t i = 0; i < word.size(); i++)
    if ((cell.as.text[i] | 0x20) != word[i]) return false;
  return true;
}

/// For the order: those without a time first.
double moment_of(const rw_cell &cell) {
  return cell.kind == RW_NUMBER || cell.kind == RW_DAY ? cell.as.number : -1e300;
}

}  // namespace

bool ndjson_reader::finish_contact(rw_cell *cells, const uint64_t *given) {
  return full_name(cells) && first_of(cells, contact.email, contact.emails) &&
         first_of(cells, contact.phone, contact.phones) && order_interactions(cells) && split_referrals(cells, given);
}

bool ndjson_reader::full_name(rw_cell *cells) {
  const ContactFields &at = contact;
  if (at.name == SchemaIndex::none || at.first_name == SchemaIndex::none || at.last_name == SchemaIndex::none)
    return true;
  const rw_cell &first = cells[at.first_name], &last = cells[at.last_name];
  if (cells[at.name].kind != RW_NONE || (first.kind == RW_NONE && last.kind == RW_NONE)) return true;
  if (first.kind == RW_NONE || last.kind == RW_NONE) {
    cells[at.name] = first.kind == RW_NONE ? last : first;
    return true;
  }
  const size_t size = size_t(first.count) + 1 + last.count;
  auto *whole = static_cast<char *>(take(size, nullptr));
  if (!whole) return false;
  std::memcpy(whole, first.as.text, first.count);
  whole[first.count] = ' ';
  std::memcpy(whole + first.count + 1, last.as.text, last.count);
  cells[at.name] = text_cell({whole, size});
  return true;
}

bool ndjson_reader::first_of(rw_cell *cells, uint32_t one, uint32_t many) {
  if (one == SchemaIndex::none || many == SchemaIndex::none) return true;
  const bool has_many = cells[many].kind == RW_TEXTS && cells[many].count > 0;
  if (cells[one].kind == RW_NONE) {
    if (has_many) cells[one] = cells[many].as.cells[0];
  } else if (!has_many) {
    CellList list;
    rw_cell *only = append(&list, 1, nullptr);
    if (!only) return false;
    *only = cells[one];
    cells[many] = cells_cell(RW_TEXTS, list);
  }
  return true;
}

bool ndjson_reader::order_interactions(rw_cell *cells) {
  if (interaction_at == SchemaIndex::none || cells[contact.interactions].kind != RW_RECORDS) return true;
  rw_cell &field = cells[contact.interactions];
  if (field.count == 0) return true;
  const size_t width = schemas[schemas[0].fields[contact.interactions].schema].count;
  auto moment = [&](uint32_t i) { return moment_of(field.as.cells[i * width + interaction_at]); };
  bool in_order = true;
  for (uint32_t i = 1; in_order && i < field.count; i++) in_order = moment(i - 1) <= moment(i);
  if (!in_order) {
    auto *order = static_cast<uint32_t *>(take(field.count * sizeof(uint32_t), nullptr));
    auto *sorted = static_cast<rw_cell *>(take(field.count * width * sizeof(rw_cell), nullptr));
    if (!order || !sorted) return false;
    for (uint32_t i = 0; i < field.count; i++) order[i] = i;
    std::sort(order, order + field.count, [&](uint32_t a, uint32_t b) {
      const double first = moment(a), second = moment(b);
      return first != second ? first < second : a < b;
    });
    for (uint32_t i = 0; i < field.count; i++)
      std::memcpy(sorted + i * width, field.as.cells + order[i] * width, width * sizeof(rw_cell));
    field.as.cells = sorted;
  }
  if (contact.last_interaction_at != SchemaIndex::none && cells[contact.last_interaction_at].kind == RW_NONE) {
    auto is_one_sided = [&](uint32_t i) {
      if (interaction_kind == SchemaIndex::none) return false;
      const rw_cell &kind = field.as.cells[i * width + interaction_kind];
      if (kind.kind != RW_TEXT) return false;
      const std::string_view word{kind.as.text, kind.count};
      return std::any_of(one_sided, one_sided + one_sided_count, [&](const char *known) { return word == known; });
    };
    uint32_t last = field.count;
    while (last > 0 && is_one_sided(last - 1)) last--;
    if (last > 0) cells[contact.last_interaction_at] = field.as.cells[(last - 1) * width + interaction_at];
  }
  return true;
}

bool ndjson_reader::split_referrals(rw_cell *cells, const uint64_t *given) {
  if (referral_direction == SchemaIndex::none || cells[contact.referrals].kind != RW_RECORDS) return true;
  const rw_cell &all = cells[contact.referrals];
  const size_t width = schemas[schemas[0].fields[contact.referrals].schema].count;
  auto fill = [&](uint32_t place, std::string_view direction) {
    if (place == SchemaIndex::none || is_given(given, place)) return true;
    auto chosen = [&](uint32_t i) { return is_word(all.as.cells[i * width + referral_direction], direction); };
    CellList list;
    for (uint32_t i = 0; i < all.count; i++) list.count += chosen(i);
    if (list.count == 0) return true;
    list.cells = static_cast<rw_cell *>(take(list.count * width * sizeof(rw_cell), nullptr));
    if (!list.cells) return false;
    rw_cell *next = list.cells;
    for (uint32_t i = 0; i < all.count; i++) {
      if (!chosen(i)) continue;
      std::memcpy(next, all.as.cells + i * width, width * sizeof(rw_cell));
      next += width;
    }
    cells[place] = cells_cell(RW_RECORDS, list);
    return true;
  };
  return fill(contact.referrals_received, "received") && fill(contact.referrals_given, "given");
}
