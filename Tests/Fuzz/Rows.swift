import CRows
import ReferModel

/// Rows as readers give them, looked at to the last byte.
enum Rows {
  /// A row as text, to compare with; every text is read, so that one in memory that is gone is found out.
  static func text(_ row: Cells, line: Int = 0) -> String { "\(line) " + record(row, .contact) }

  /// The texts of a row and of all in it, with the keys of maps.
  static func texts(_ row: Cells) -> [String] {
    Schema.contact.fields.enumerated().flatMap { place, field -> [String] in
      if let text = row[place].text { return [text] }
      if case .record(let of) = field.kind, let record = row[place].as.cells, !row[place].isMissing {
        return Schema.of(of).fields.indices.compactMap { record[$0].text }
      }
      return row[place].nested.map { $0.compactMap(\.text) } ?? []
    }
  }

  private static func record(_ row: Cells, _ schema: Schema) -> String {
    var parts: [String] = []
    for (place, field) in schema.fields.enumerated() where !row[place].isMissing {
      parts.append("\(field.name)=\(value(row[place], field.kind))")
    }
    return "{" + parts.joined(separator: " ") + "}"
  }

  private static func value(_ cell: rw_cell, _ kind: Schema.Kind) -> String {
    if let bytes = cell.textBytes {
      Fuzz.expect(String(validating: bytes, as: UTF8.self) != nil, "a text that is no UTF-8")
      // An answer's time stands beside it under a name that no file can hold.
      let isTime = bytes.suffix(3).elementsEqual([0, 0x61, 0x74])
      Fuzz.expect(!bytes.dropLast(isTime ? 3 : 0).contains(0), "a text that holds a zero")
      return "\"\(String(decoding: bytes, as: UTF8.self))\""
    }
    if let number = cell.number { return "\(number)" }
    if let yesno = cell.yesno { return "\(yesno)" }
    guard let cells = cell.as.cells else { return "nothing" }
    switch kind {
    case .record(let of): return record(cells, Schema.of(of))
    case .records(let of):
      let schema = Schema.of(of)
      return (0..<Int(cell.count)).map { record(cells + $0 * schema.fields.count, schema) }.joined(separator: ",")
    default: return (cell.nested.map(Array.init) ?? []).map { value($0, .text) }.joined(separator: ",")
    }
  }
}
