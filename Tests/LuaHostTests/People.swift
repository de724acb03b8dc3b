import CRows

/// Two small schemas, as a host might have them: people, and their meetings.
enum People {
  static let person: UInt16 = 0
  static let meeting: UInt16 = 1
  static let count = 2

  /// Lives as long as the process, as schemas do.
  nonisolated(unsafe) static let schemas: UnsafePointer<rw_schema> = {
    let schemas = UnsafeMutablePointer<rw_schema>.allocate(capacity: count)
    schemas[0] = schema(
      "person",
      fields: [
        field("name", RW_TEXT), field("age", RW_NUMBER, RW_FACT), field("city", RW_TEXT, RW_FACT),
        field("friend", RW_BOOL), field("vip", RW_BOOL, RW_FACT), field("tags", RW_TEXTS),
        field("partner", RW_RECORD, of: person), field("meetings", RW_RECORDS, of: meeting),
        field("extra", RW_MAP, RW_FACT), field("secret", RW_TEXT, RW_HIDDEN),
      ])
    schemas[1] = schema("meeting", fields: [field("kind", RW_TEXT), field("minutes", RW_NUMBER)])
    return UnsafePointer(schemas)
  }()

  private static func schema(_ name: StaticString, fields: [rw_field]) -> rw_schema {
    let kept = UnsafeMutablePointer<rw_field>.allocate(capacity: fields.count)
    kept.initialize(from: fields, count: fields.count)
    return rw_schema(name: cString(name), fields: kept, count: UInt32(fields.count), name_field: 0)
  }

  private static func field(
    _ name: StaticString, _ kind: Int, _ flags: Int = 0, of schema: UInt16 = 0
  ) -> rw_field {
    rw_field(
      name: cString(name), name_length: UInt32(name.utf8CodeUnitCount), kind: UInt8(kind), flags: UInt8(flags),
      schema: schema)
  }

  private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

/// Makes rows of ``People``; they are valid as long as it lives.
final class PeopleRows {
  private let arena: OpaquePointer

  init() throws {
    struct OutOfMemory: Error {}
    guard let arena = rw_arena_new() else { throw OutOfMemory() }
    self.arena = arena
  }

  deinit { rw_arena_free(arena) }

  func person(
    _ name: String, age: Double? = nil, city: String? = nil, vip: Bool? = nil, tags: [String] = [],
    partner: UnsafePointer<rw_cell>? = nil, meetings: [(kind: String, minutes: Double)] = [],
    extra: [(String, rw_cell)] = []
  ) -> UnsafePointer<rw_cell> {
    var friend = rw_cell()
    friend.kind = UInt8(RW_NONE)
    let rows = meetings.flatMap { [text($0.kind), number($0.minutes)] }
    return keep([
      text(name), age.map(number) ?? rw_cell(), city.map(text) ?? rw_cell(), friend,
      vip.map { yesno($0) } ?? rw_cell(), cells(RW_TEXTS, count: tags.count, tags.map(text)),
      partner.map { pointing(RW_RECORD, count: 1, to: $0) } ?? rw_cell(),
      cells(RW_RECORDS, count: meetings.count, rows),
      cells(RW_MAP, count: extra.count, extra.flatMap { [text($0.0), $0.1] }), text("hidden"),
    ])
  }

  func text(_ text: String) -> rw_cell {
    let bytes = Array(text.utf8)
    let place = take(bytes.count).bindMemory(to: CChar.self, capacity: bytes.count + 1)
    for (at, byte) in bytes.enumerated() { place[at] = CChar(bitPattern: byte) }
    var cell = rw_cell()
    cell.kind = UInt8(RW_TEXT)
    cell.count = UInt32(bytes.count)
    cell.as.text = UnsafePointer(place)
    return cell
  }

  func number(_ number: Double) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(RW_NUMBER)
    cell.as.number = number
    return cell
  }

  func yesno(_ yes: Bool) -> rw_cell {
    var cell = number(yes ? 1 : 0)
    cell.kind = UInt8(RW_BOOL)
    return cell
  }

  /// No cell at all where there is nothing: the value is missing.
  private func cells(_ kind: Int, count: Int, _ cells: [rw_cell]) -> rw_cell {
    cells.isEmpty ? rw_cell() : pointing(kind, count: count, to: keep(cells))
  }

  private func pointing(_ kind: Int, count: Int, to cells: UnsafePointer<rw_cell>) -> rw_cell {
    var cell = rw_cell()
    cell.kind = UInt8(kind)
    cell.count = UInt32(count)
    cell.as.cells = cells
    return cell
  }

  private func keep(_ cells: [rw_cell]) -> UnsafePointer<rw_cell> {
    let place = take(cells.count * MemoryLayout<rw_cell>.stride).bindMemory(to: rw_cell.self, capacity: cells.count)
    place.initialize(from: cells, count: cells.count)
    return UnsafePointer(place)
  }

  private func take(_ size: Int) -> UnsafeMutableRawPointer {
    guard let place = rw_arena_take(arena, max(size, 1)) else { preconditionFailure("out of memory in a test") }
    return place
  }
}
