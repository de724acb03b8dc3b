import CRows
import ReferModel

/// A field of a contact, or one entry of a field that holds many by name: `city`, `custom.Lead Status`.
struct ContactPath: Hashable {
  let field: Int
  let entry: String?

  init(_ field: Int, entry: String? = nil) {
    self.field = field
    self.entry = entry
  }

  /// A field that the schema has.
  init?(named name: String) {
    guard let field = Schema.contact.index[name] else { return nil }
    self.init(field)
  }

  var schema: Schema.Field { Schema.contact.fields[field] }

  var name: String { entry.map { "\(schema.name).\($0)" } ?? schema.name }

  /// The cell in a contact's row.
  func cell(in row: Cells) -> rw_cell {
    guard let entry else { return row[field] }
    return Array(entry.utf8).withUnsafeBytes { row[field].value(under: $0) } ?? rw_cell()
  }
}

/// Values as people read them, times in the user's zone.
struct ValueText {
  let zone: Zone

  /// A value on one line; nil where there is none. Records are named.
  func text(_ cell: rw_cell, _ kind: Schema.Kind) -> String? {
    switch kind {
    case .time: return cell.number.map(moment)
    case .texts: return cell.nested.map { $0.compactMap(\.text).joined(separator: ", ") }
    case .record(let of):
      guard let record = cell.nested?.baseAddress, let place = Schema.of(of).index["name"] else { return nil }
      return record[place].text
    case .text, .number, .yesno, .map, .records: return scalar(cell)
    }
  }

  /// A text, a number, yes or no.
  func scalar(_ cell: rw_cell) -> String? {
    cell.text ?? cell.number.map(NumberText.string) ?? cell.yesno.map { $0 ? "yes" : "no" }
  }

  /// The day, and the time of day unless it is midnight.
  func moment(_ seconds: Double) -> String {
    let civil = zone.civil(at: Instant(seconds: seconds))
    let isMidnight = civil.hour == 0 && civil.minute == 0 && civil.second == 0
    return isMidnight ? civil.date.description : "\(civil.date) \(Self.two(civil.hour)):\(Self.two(civil.minute))"
  }

  func day(_ seconds: Double) -> String { zone.date(at: Instant(seconds: seconds)).description }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
