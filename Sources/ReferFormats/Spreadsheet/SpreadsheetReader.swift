internal import CCSV
package import ReferModel

/// Reads contacts from a spreadsheet in Microsoft's XML of 2003, which reports of BNI call .xls.
///
/// Each worksheet is a table of its own. Comments on cells and formats are passed over.
package struct SpreadsheetReader {
  private static let deepest = 64
  private static let longestRow = 16 << 20

  private let file: String
  private let options: ContactTable.Options

  /// As of ``CSVReader``.
  package init(file: String, dateOrder: DateOrder? = nil, zone: @escaping (Double) -> Double) {
    self.file = file
    options = ContactTable.Options(dateOrder: dateOrder, zone: zone)
  }

  /// As of ``CSVReader``.
  init(file: String, rows: GroupRows) {
    self.file = file
    options = ContactTable.Options(dateOrder: nil, zone: { $0 }, rows: rows)
  }

  /// Whether a file that begins with `prefix` is such a spreadsheet.
  package static func looksLikeSpreadsheet(_ prefix: UnsafeRawBufferPointer) -> Bool {
    let buffer = TextBuffer()
    var decoder = TextDecoder()
    decoder.decode(prefix, into: buffer)
    decoder.finish(into: buffer)
    let head = String(decoding: buffer.bytes.prefix(8192), as: UTF8.self)
    return head.drop(while: \.isWhitespace).hasPrefix("<")
      && (head.contains("urn:schemas-microsoft-com:office:spreadsheet") || head.contains("<Workbook"))
  }

  /// As of ``CSVReader``; lines are those of the XML.
  package func read(
    from next: ByteSource, body: (Cells, _ line: Int) throws -> Void, onProblem: (InputProblem) throws -> Void
  ) throws {
    var sheet = Sheet(file: file, options: options)
    var markup = MarkupReader(TextSource())
    do {
      var depth = 0
      loop: while true {
        switch try markup.next(from: next) {
        case .end: break loop
        case .text(let text): try sheet.take(text)
        case .close(let name):
          depth -= 1
          try sheet.close(name, line: markup.line, body, onProblem)
        case .open(let name, let attributes, let isEmpty):
          depth += isEmpty ? 0 : 1
          if depth > Self.deepest { throw MarkupReader.Refusal(reason: "its tags are nested too deep") }
          try sheet.open(name, attributes, line: markup.line, onProblem)
          if isEmpty { try sheet.close(name, line: markup.line, body, onProblem) }
        }
      }
      try sheet.finish(body, onProblem)
    } catch let refusal as MarkupReader.Refusal {
      // What was read before it is good.
      try sheet.finish(body, onProblem)
      let message = "the XML cannot be read on: \(refusal.reason)"
      try onProblem(InputProblem(file: file, line: markup.line, message: message))
    }
  }

  /// Where the reader is in the workbook.
  private struct Sheet {
    let file: String
    let options: ContactTable.Options
    var table: ContactTable
    var row = SheetRow()
    var rowLine = 0
    var bytes = 0
    var isInRow = false, isInCell = false, isInData = false, isInComment = false
    var merged = 0
    var tables = 0
    /// The first lines of worksheets that hold rows and no header.
    var headless: [Int] = []

    init(file: String, options: ContactTable.Options) {
      (self.file, self.options) = (file, options)
      table = ContactTable(file: file, options: options)
    }

    mutating func open(
      _ name: String, _ attributes: [String: String], line: Int, _ report: (InputProblem) throws -> Void
    ) throws {
      switch name {
      case "Row":
        try reportOpenRow(report)
        row.clear()
        (isInRow, isInCell, isInData, isInComment, rowLine, bytes) = (true, false, false, false, line, 0)
      case "Cell" where isInRow:
        (isInCell, merged) = (true, attributes["MergeAcross"].flatMap(Int.init) ?? 0)
        row.begin(number: attributes["Index"].flatMap(Int.init))
      case "Comment": isInComment = true
      case "Data" where isInCell && !isInComment: isInData = true
      default: break
      }
    }

    mutating func take(_ text: [UInt8]) throws {
      guard isInData else { return }
      bytes += text.count
      if bytes <= longestRow { row.append(text) }
    }

    mutating func close(
      _ name: String, line: Int, _ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void
    ) throws {
      switch name {
      case "Data": isInData = false
      case "Comment": isInComment = false
      case "Cell" where isInCell:
        row.skip(merged)
        (isInCell, isInData) = (false, false)
      case "Row" where isInRow:
        isInRow = false
        if let what = fault {
          try report(InputProblem(file: file, line: rowLine, message: "the row \(what)"))
        } else if !row.isEmpty {
          try row.withCells { cells, count in try table.take(cells, count, line: rowLine, body, report) }
        }
      case "Worksheet": try closeTable(body, report)
      default: break
      }
    }

    /// Why the row cannot be read.
    private var fault: String? {
      if row.isTooWide { return "has more than \(CSV_MOST_CELLS) cells" }
      if bytes > longestRow { return "is longer than 16 MiB" }
      return row.holdsZero ? "holds a zero byte, which no text does" : nil
    }

    mutating func finish(_ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void) throws {
      try closeTable(body, report)
      if tables == 0 { throw InputError.noHeader(file: file) }
      for line in headless {
        try report(
          InputProblem(
            file: file, line: line, message: "no first row of this worksheet names the columns; it is not read"))
      }
    }

    /// What stands in a row without an end may belong to another: it is not read.
    private mutating func reportOpenRow(_ report: (InputProblem) throws -> Void) throws {
      guard isInRow else { return }
      isInRow = false
      try report(InputProblem(file: file, line: rowLine, message: "the row has no end; it is not read"))
    }

    private mutating func closeTable(
      _ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void
    ) throws {
      try reportOpenRow(report)
      let first = table.firstLine
      try table.finish(body, report)
      if table.hasHeader { tables += 1 } else if let first { headless.append(first) }
      table = ContactTable(file: file, options: options)
    }
  }
}
