import CRows
import ReferModel

/// A record's fields by name, as values of Swift. Valid as long as its row.
struct RecordView {
  let cells: Cells
  let schema: Schema

  init(_ cells: Cells, _ kind: RecordKind) {
    self.cells = cells
    schema = Schema.of(kind)
  }

  func cell(_ field: String) -> rw_cell { schema.index[field].map { cells[$0] } ?? rw_cell() }
  func text(_ field: String) -> String? { cell(field).text }
  func number(_ field: String) -> Double? { cell(field).number }
  func yes(_ field: String) -> Bool { cell(field).yesno == true }
  func texts(_ field: String) -> [String] { cell(field).nested.map { $0.compactMap(\.text) } ?? [] }

  /// A record inside this one.
  func record(_ field: String, _ kind: RecordKind) -> RecordView? {
    cell(field).nested?.baseAddress.map { RecordView($0, kind) }
  }

  func records(_ field: String, _ kind: RecordKind) -> [RecordView] {
    let cell = cell(field)
    guard let first = cell.nested?.baseAddress else { return [] }
    let width = Schema.of(kind).fields.count
    return (0..<Int(cell.count)).map { RecordView(first + $0 * width, kind) }
  }

  /// The entries of a map, in order.
  func entries(_ field: String) -> [(name: String, value: rw_cell)] {
    let pairs = cell(field).nested ?? .init(start: nil, count: 0)
    return stride(from: 0, to: pairs.count, by: 2).compactMap { place in
      pairs[place].text.map { ($0, pairs[place + 1]) }
    }
  }
}
