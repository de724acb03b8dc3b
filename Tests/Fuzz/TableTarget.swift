import ReferFormats
import ReferModel

/// Tables of separated values in any encoding: read whole and in pieces they are the same.
enum TableTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    try TableReading.expectSame(bytes) { next, body, report in
      try CSVReader(file: "f", zone: { $0 }).read(from: next, body: body, onProblem: report)
    }
  }
}

/// Spreadsheets in Microsoft's XML: read whole and in pieces they are the same.
enum SheetTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    _ = SpreadsheetReader.looksLikeSpreadsheet(bytes)
    try TableReading.expectSame(bytes) { next, body, report in
      try SpreadsheetReader(file: "f", zone: { $0 }).read(from: next, body: body, onProblem: report)
    }
  }
}

/// What reading a table gave.
private struct TableReading: Equatable {
  typealias Read = (ByteSource, (Cells, Int) throws -> Void, (InputProblem) throws -> Void) throws -> Void

  var rows: [String] = []
  var problems: [InputProblem] = []
  /// Why nothing was read.
  var refusal: InputError?

  init(_ bytes: UnsafeRawBufferPointer, step: Int, _ read: Read) throws {
    let pieces = Pieces(bytes, step: step)
    var (rows, problems) = ([String](), [InputProblem]())
    do {
      try read({ pieces.next() }, { rows.append(Rows.text($0, line: $1)) }, { problems.append($0) })
    } catch let error as InputError {
      refusal = error
    }
    (self.rows, self.problems) = (rows, problems)
    Fuzz.expect(problems.allSatisfy { $0.line > 0 }, "a problem without a line: \(problems)")
  }

  static func expectSame(_ bytes: UnsafeRawBufferPointer, _ read: Read) throws {
    let whole = try TableReading(bytes, step: max(bytes.count, 1), read)
    let cut = try TableReading(bytes, step: Pieces.step(for: bytes), read)
    Fuzz.expect(cut == whole, "read in pieces it is another: \(cut) \(whole)")
  }
}
