internal import CRows
internal import ReferModel

/// What a card calls its properties beside their names: Apple's X-ABLabel in the same group, or a TYPE.
struct VCardLabels {
  private var groups = TextSet()
  /// For each group, its label without Apple's `_$!<…>!$_`, and whether it has something to label.
  private var labels: [(text: rw_cell, hasTarget: Bool)] = []
  private var name: [UInt8] = []

  /// False when memory is out.
  mutating func begin(_ card: UnsafeBufferPointer<VCardProperty>, in arena: RowArena) -> Bool {
    groups.removeAll()
    labels.removeAll(keepingCapacity: true)
    var hasLabels = false
    for place in card.indices where card[place].kind == .label {
      hasLabels = true
      guard let group = Self.group(of: card[place], in: arena), let text = card[place].cell(in: arena) else {
        return false
      }
      if group.count == 0 { continue }
      if let known = groups.place(of: group) {
        labels[known].text = Self.plain(text)
      } else {
        groups.append(new: group)
        labels.append((Self.plain(text), false))
      }
    }
    guard hasLabels else { return true }
    for place in card.indices where card[place].kind != .label {
      guard let group = Self.group(of: card[place], in: arena) else { return false }
      if group.count > 0, let known = groups.place(of: group) { labels[known].hasTarget = true }
    }
    return true
  }

  /// Whether a label has something in its group to label.
  mutating func hasTarget(_ label: VCardProperty, in arena: RowArena) -> Bool {
    place(of: label, in: arena).map { labels[$0].hasTarget } ?? false
  }

  /// The label that the user gave; missing when there is none.
  mutating func given(to property: VCardProperty, in arena: RowArena) -> rw_cell {
    place(of: property, in: arena).map { labels[$0].text } ?? rw_cell()
  }

  /// "ADR (home)": the property's name, and what tells it from others of that name; nil when memory is out.
  mutating func name(of property: VCardProperty, in arena: RowArena) -> rw_cell? {
    name.removeAll(keepingCapacity: true)
    property.withName { _, key in
      for byte in key { name.append(VCardWords.upper(byte)) }
    }
    let length = name.count
    if let label = given(to: property, in: arena).textBytes {
      name.append(contentsOf: " (".utf8)
      name.append(contentsOf: label)
    } else if property.hasParameters {
      property.forEachType { type in
        if Self.meaningless.contains(where: { VCardWords.isEqual(type, $0) }) { return }
        name.append(contentsOf: (name.count == length ? " (" : ", ").utf8)
        Self.appendSmall(type, to: &name)
      }
    }
    if name.count > length { name.append(UInt8(ascii: ")")) }
    return name.withUnsafeBufferPointer { arena.copy($0) }
  }

  private mutating func place(of property: VCardProperty, in arena: RowArena) -> Int? {
    guard !labels.isEmpty, let group = Self.group(of: property, in: arena), group.count > 0 else { return nil }
    return groups.place(of: group)
  }

  /// The group in small letters, for groups are compared without regard to case; empty for none.
  private static func group(of property: VCardProperty, in arena: RowArena) -> rw_cell? {
    property.withName { group, _ in
      guard !group.isEmpty else { return rw_cell() }
      if group.contains(where: { $0 >= 0x80 }) {
        return arena.text(String(decoding: group, as: UTF8.self).lowercased())
      }
      guard let place = arena.room(group.count) else { return nil }
      for (offset, byte) in group.enumerated() { place[offset] = small(byte) }
      return .text(UnsafeRawPointer(place), count: group.count)
    }
  }

  private static func appendSmall(_ text: UnsafeBufferPointer<UInt8>, to name: inout [UInt8]) {
    if text.contains(where: { $0 >= 0x80 }) {
      name.append(contentsOf: String(decoding: text, as: UTF8.self).lowercased().utf8)
    } else {
      for byte in text { name.append(small(byte)) }
    }
  }

  private static func small(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

  private static func plain(_ label: rw_cell) -> rw_cell {
    guard let bytes = label.textBytes, let start = label.as.text, bytes.count >= 8, bytes.starts(with: "_$!<".utf8),
      bytes.suffix(4).elementsEqual(">!$_".utf8)
    else { return label }
    return bytes.count > 8 ? .text(start + 4, count: bytes.count - 8) : rw_cell()
  }

  private static let meaningless: [StaticString] = [
    "PREF", "INTERNET", "VOICE", "POSTAL", "PARCEL", "DOM", "INTL",
  ]
}
