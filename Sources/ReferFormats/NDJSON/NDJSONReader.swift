package import CRows
internal import CSimdjson
internal import ReferModel

/// Reads contacts from NDJSON, one JSON object a line, in constant memory.
///
/// Files are joined in order and none is merged. A line that cannot be read is reported and skipped. A
/// contact without an id gets "row-N", where N counts the lines of all files that hold one, good or bad: so
/// the ids stay when a bad line is mended.
package final class NDJSONReader {
  /// The moment of `seconds` that were counted on the local clock as if it were UTC.
  package typealias Zone = (Double) -> Double

  private static let tooLong = "the line is longer than 16 MiB; each contact stands on a line of its own"

  private let files: [String]
  private let zone: ZoneBox
  private let parser: OpaquePointer
  private let arena: OpaquePointer
  private let idPlace: Int
  private var rows = 0
  private var single: [UInt8] = []

  /// Nothing is opened yet. "-" is standard input. `zone` is called only for dates without an offset.
  package init(files: [String], zone: @escaping Zone) throws {
    let table = SchemaTable.shared
    guard let parser = ndjson_new(table.schemas, UInt32(table.count)) else {
      throw InputError.unreadable(file: files.first ?? "-", reason: "there is not enough memory")
    }
    guard let arena = rw_arena_new() else {
      ndjson_free(parser)
      throw InputError.unreadable(file: files.first ?? "-", reason: "there is not enough memory")
    }
    self.files = files
    self.zone = ZoneBox(zone)
    self.parser = parser
    self.arena = arena
    ndjson_set_one_sided(parser, table.oneSidedKinds.baseAddress, UInt32(table.oneSidedKinds.count))
    idPlace = Schema.contact.index["id"] ?? 0
    ndjson_set_zone(
      parser,
      { context, seconds in
        guard let context else { return seconds }
        return Unmanaged<ZoneBox>.fromOpaque(context).takeUnretainedValue().zone(seconds)
      }, Unmanaged.passUnretained(self.zone).toOpaque())
  }

  deinit {
    rw_arena_free(arena)
    ndjson_free(parser)
  }

  /// Gives each contact to `body` and each bad line to `report`, in the order of the files.
  ///
  /// Throws ``InputError`` for a file that cannot be read at all, before the first row where that shows
  /// without reading; and whatever the two closures throw.
  package func forEachRow(
    _ body: (ReadRow) throws -> Void, onProblem report: (InputProblem) throws -> Void
  ) throws {
    if files.filter({ $0 == "-" }).count > 1 { throw InputError.standardInputTwice }
    for path in files { try InputFile.check(path: path) }
    rows = 0
    for path in files { rows = try read(try InputFile(path: path), after: rows, body, report) }
  }

  /// Reads one file after others that held `before` contacts, good or bad, and answers how many it is then.
  func read(
    _ file: InputFile, after before: Int, _ body: (ReadRow) throws -> Void, _ report: (InputProblem) throws -> Void
  ) throws -> Int {
    rows = before
    var lines = LineReader(file: file)
    var isFirst = true
    while true {
      switch try lines.next() {
      case .end: return rows
      case .tooLong(let head):
        if isFirst, let format = head.withUnsafeBytes(ForeignFormat.init(firstLine:)) {
          throw InputError.notNDJSON(file: file.name, format)
        }
        isFirst = false
        rows += 1
        try report(InputProblem(file: file.name, line: lines.number, message: Self.tooLong))
      case .text(let text):
        if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
        if isFirst, let format = ForeignFormat(firstLine: text) {
          throw InputError.notNDJSON(file: file.name, format)
        }
        isFirst = false
        rows += 1
        switch parse(text, file: file.name, line: lines.number) {
        case .success(let row): try body(row)
        case .failure(let problem): try report(problem)
        }
      }
    }
  }

  /// The contact of one line, such as ``RecordJSON`` writes; nil for what is none. Good until the next line is read.
  package func contact(of line: String) -> UnsafePointer<rw_cell>? {
    single.removeAll(keepingCapacity: true)
    single.append(contentsOf: line.utf8)
    single.append(contentsOf: repeatElement(0, count: Int(NDJSON_PADDING)))
    rw_arena_reset(arena)
    var problem = ndjson_problem()
    return single.withUnsafeBytes { bytes in
      // The row may point into the line: that must not move.
      guard let place = rw_arena_take(arena, bytes.count), let start = bytes.baseAddress else { return nil }
      place.copyMemory(from: start, byteCount: bytes.count)
      return ndjson_parse_line(
        parser, place.assumingMemoryBound(to: CChar.self), bytes.count - Int(NDJSON_PADDING), arena, &problem)
    }
  }

  private func parse(_ text: UnsafeRawBufferPointer, file: String, line: Int) -> Result<ReadRow, InputProblem> {
    rw_arena_reset(arena)
    var problem = ndjson_problem()
    let bytes = text.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let cells = ndjson_parse_line(parser, bytes, text.count, arena, &problem) else {
      return .failure(
        InputProblem(
          file: file, line: line, column: problem.offset == .max ? nil : problem.offset + 1,
          field: problem.field.map { String(cString: $0) },
          message: problem.message.map { String(cString: $0) } ?? "the line cannot be read"))
    }
    if cells[idPlace].kind == RW_NONE, !nameRow(cells) {
      return .failure(InputProblem(file: file, line: line, message: "there is not enough memory for this line"))
    }
    return .success(ReadRow(file: file, line: line, cells: cells, format: .ndjson))
  }

  /// False: memory is out.
  private func nameRow(_ cells: UnsafePointer<rw_cell>) -> Bool {
    var id = "row-\(rows)"
    return id.withUTF8 { bytes in
      guard let place = rw_arena_take(arena, bytes.count), let source = bytes.baseAddress else { return false }
      place.copyMemory(from: source, byteCount: bytes.count)
      var cell = rw_cell()
      cell.kind = UInt8(RW_TEXT)
      cell.count = UInt32(bytes.count)
      cell.as.text = UnsafePointer(place.assumingMemoryBound(to: CChar.self))
      // The parser gave the row out of our arena; nobody else holds it yet.
      UnsafeMutablePointer(mutating: cells)[idPlace] = cell
      return true
    }
  }
}

/// Carries the zone through the C parser, which keeps one pointer.
private final class ZoneBox {
  let zone: NDJSONReader.Zone
  init(_ zone: @escaping NDJSONReader.Zone) { self.zone = zone }
}
