import CRows
import ReferModel

/// The schemas as rules see them, once for each origin: the user's own, and each pack that is used.
///
/// A field that a pack does not declare has no name in its schemas, so that nothing that a rule writes, or puts together
/// while it runs, leads to it. The schemas of origin `n` begin at `n` times their number.
final class SelectedSchemas: @unchecked Sendable {
  let schemas: UnsafePointer<rw_schema>
  let count: Int
  private let table: UnsafeMutableBufferPointer<rw_schema>
  private let fields: [UnsafeMutableBufferPointer<rw_field>]

  /// - Parameter selections: of each origin; nil is every field. Names stay those of ``SchemaTable/shared``, which are
  ///   never freed.
  init(_ selections: [FieldSelection?]) {
    let shared = SchemaTable.shared
    count = shared.count * selections.count
    let table = UnsafeMutableBufferPointer<rw_schema>.allocate(capacity: count)
    var fields: [UnsafeMutableBufferPointer<rw_field>] = []
    for (origin, selection) in selections.enumerated() {
      for (place, schema) in Schema.all.enumerated() {
        var whole = shared.schemas[place]
        let own = UnsafeMutableBufferPointer<rw_field>.allocate(capacity: schema.fields.count)
        for (number, field) in schema.fields.enumerated() {
          var shape = whole.fields[number]
          if selection?.contains(field.name, of: schema.kind) == false { shape.flags |= UInt8(RW_HIDDEN) }
          shape.schema += UInt16(origin * shared.count)
          own.initializeElement(at: number, to: shape)
        }
        whole.fields = UnsafePointer(own.baseAddress)
        table.initializeElement(at: origin * shared.count + place, to: whole)
        fields.append(own)
      }
    }
    self.table = table
    self.fields = fields
    schemas = table.baseAddress.map { UnsafePointer($0) } ?? shared.schemas
  }

  deinit {
    for own in fields { own.deallocate() }
    table.deallocate()
  }

  /// The number of a kind's schema as an origin sees it.
  static func number(_ kind: RecordKind, for origin: Int) -> UInt16 {
    UInt16(origin * SchemaTable.shared.count) + kind.rawValue
  }

  /// Whose schema has this number.
  static func origin(of number: Int) -> Int { number / SchemaTable.shared.count }
}
