import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// All about one person: what `refer show` does.
///
/// ```swift
/// try ShowPerson("ada park", in: workspace, run: run).print(as: .table, to: output)
/// ```
public struct ShowPerson {
  private let name: String
  private let workspace: Workspace
  private let run: RunContext

  /// - Parameter name: as ``Workspace/person(named:run:)`` takes it.
  public init(_ name: String, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.workspace = workspace
    self.run = run
  }

  /// One screen of text; or the contact's line of NDJSON, as imports read it.
  ///
  /// - Throws: ``ReferError`` where the name does not mean one person; what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson: try output.write(json())
    case .table: try output.write(sheet().plain(output))
    case .markdown: try output.write(sheet().markdown())
    case .csv:
      let sheet = try sheet()
      var table = TextTable([TextTable.Heading("field"), TextTable.Heading("value")])
      table.append(["id", sheet.id])
      table.append(["name", sheet.name])
      for line in sheet.about { table.append(["about", line]) }
      for line in sheet.warnings { table.append(["warning", line]) }
      for entry in sheet.entries { for line in entry.lines { table.append([entry.title, line]) } }
      try output.write(table, as: .csv)
    }
  }

  private func read<Value>(_ body: (BookReader, Int64, Cells) throws -> Value) throws -> Value {
    try workspace.read(asOf: run.asOf) { reader in
      let id = try reader.person(named: name).id
      guard let value = try reader.contact(id, { try body(reader, id, $0) }) else {
        throw PersonLookup.nobody(name, near: nil)
      }
      return value
    }
  }

  private func sheet() throws -> PersonSheet {
    try read { reader, id, row in
      PersonSheetMaker(row, clock: run.clock).sheet(
        PersonSheetMaker.Aside(
          archived: try reader.archived(id), sources: try reader.sources(of: id),
          promises: try reader.promiseIDs(of: id), closed: try reader.closedValue(givenBy: id).map(\.value)))
    }
  }

  private func json() throws -> [UInt8] {
    try read { _, _, row in
      var json = JSONBytes()
      RecordJSON.write(row, of: .contact, to: &json)
      json.raw("\n")
      return json.bytes
    }
  }
}
