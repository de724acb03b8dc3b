import CRows
import ReferModel

/// The schemas as a pack's rules see them: a field that the pack does not declare has no name in them, so that nothing
/// that a rule writes, or puts together while it runs, leads to it.
final class SelectedSchemas: @unchecked Sendable {
  let schemas: UnsafePointer<rw_schema>
  private let table: UnsafeMutableBufferPointer<rw_schema>
  private let fields: [UnsafeMutableBufferPointer<rw_field>]

  /// Names stay those of ``SchemaTable/shared``, which are never freed.
  init(_ selection: FieldSelection) {
    let shared = SchemaTable.shared
    let table = UnsafeMutableBufferPointer<rw_schema>.allocate(capacity: shared.count)
    var fields: [UnsafeMutableBufferPointer<rw_field>] = []
    for (place, schema) in Schema.all.enumerated() {
      var whole = shared.schemas[place]
      let own = UnsafeMutableBufferPointer<rw_field>.allocate(capacity: schema.fields.count)
      for (number, field) in schema.fields.enumerated() {
        var shape = whole.fields[number]
        if !selection.contains(field.name, of: schema.kind) { shape.flags |= UInt8(RW_HIDDEN) }
        own.initializeElement(at: number, to: shape)
      }
      whole.fields = UnsafePointer(own.baseAddress)
      table.initializeElement(at: place, to: whole)
      fields.append(own)
    }
    self.table = table
    self.fields = fields
    schemas = table.baseAddress.map { UnsafePointer($0) } ?? shared.schemas
  }

  deinit {
    for own in fields { own.deallocate() }
    table.deallocate()
  }
}
