import CRows
import Foundation
import ReferFormats
import ReferModel

/// What a reading gave.
struct Found {
  var rows: [[String: CellValue]] = []
  var lines: [Int] = []
  var problems: [InputProblem] = []
}

/// A cell as a Swift value, to compare with.
enum CellValue: Hashable {
  case text(String)
  case number(Double)
  case bool(Bool)
  case texts([String])
  case map([String: CellValue])
  case records([[String: CellValue]])
  case other(UInt8)

  var records: [[String: CellValue]] {
    if case .records(let all) = self { all } else { [] }
  }
  var pairs: Int {
    if case .map(let all) = self { all.count } else { 0 }
  }
  var length: Int {
    if case .text(let text) = self { text.utf8.count } else { 0 }
  }

  static func record(_ cells: UnsafePointer<rw_cell>, _ schema: Schema) -> [String: CellValue] {
    var record: [String: CellValue] = [:]
    for (place, field) in schema.fields.enumerated() where Int(cells[place].kind) != Int(RW_NONE) {
      record[field.name] = value(cells[place], field.kind)
    }
    return record
  }

  private static func value(_ cell: rw_cell, _ kind: Schema.Kind) -> CellValue {
    switch Int(cell.kind) {
    case Int(RW_TEXT): return .text(text(cell))
    case Int(RW_NUMBER): return .number(cell.as.number)
    case Int(RW_BOOL): return .bool(cell.as.number != 0)
    default: break
    }
    guard let cells = cell.as.cells else { return .other(cell.kind) }
    let places = 0..<Int(cell.count)
    switch kind {
    case .texts: return .texts(places.map { text(cells[$0]) })
    case .map:
      return .map(
        Dictionary(uniqueKeysWithValues: places.map { (text(cells[2 * $0]), value(cells[2 * $0 + 1], .text)) }))
    case .record(let of): return .records([record(cells, Schema.of(of))])
    case .records(let of):
      let schema = Schema.of(of)
      return .records(places.map { record(cells + $0 * schema.fields.count, schema) })
    default: return .other(cell.kind)
    }
  }

  private static func text(_ cell: rw_cell) -> String {
    String(decoding: UnsafeRawBufferPointer(start: cell.as.text, count: Int(cell.count)), as: UTF8.self)
  }
}
