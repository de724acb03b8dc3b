import Foundation
import ReferStore
import TestSupport

@testable import ReferKit

/// A workspace in a folder of a test's own, and what is done in it.
final class BookOfTests {
  let workspace: Workspace
  private let folder: TemporaryFolder

  /// - Parameter lines: contacts as NDJSON, known since `now`.
  init(_ lines: [String] = [], now: String = "2026-01-01T00:00:00Z") throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(book: folder.book)
    _ = try InitWorkspace(workspace, run: try RunContext(now: "2020-01-01", zone: "Europe/Berlin")).make()
    if !lines.isEmpty { try learn(lines, now: now) }
  }

  func run(now: String = "2026-01-15T12:00:00Z", asOf: String? = nil) throws -> RunContext {
    try workspace.run(now: now, asOf: asOf)
  }

  func learn(_ lines: [String], now: String) throws {
    let contacts = try ContactRows(lines)
    try workspace.write("import", run: try run(now: now)) { writer in
      for row in contacts.rows { try writer.insertContact(row) }
      try writer.linkPeople()
      return "imported"
    }
  }

  /// Imports a file as `refer import --source` does.
  @discardableResult
  func take(_ file: String, source: String, now: String = "2026-01-15T12:00:00Z") throws -> ImportReport {
    var reading = ImportFiles([file], into: workspace, run: try run(now: now))
    reading.source = source
    return try reading.perform()
  }

  /// The same of lines of NDJSON.
  @discardableResult
  func take(_ lines: [String], source: String, now: String = "2026-01-15T12:00:00Z") throws -> ImportReport {
    let file = try folder.write(lines.map { $0 + "\n" }.joined(), to: "\(source).ndjson")
    return try take(file, source: source, now: now)
  }

  func read<Value>(_ body: (BookReader) throws -> Value) throws -> Value { try workspace.read(asOf: nil, body) }

  /// All contacts as lines of NDJSON, now or as they were.
  func export(asOf: String? = nil) throws -> String {
    try text(nil) { output in
      _ = try BookExport(of: workspace, as: .ndjson, run: try run(asOf: asOf)).write(to: output)
    }
  }

  func undo(_ deed: Int64) throws { _ = try UndoDeed(workspace, run: try run()).take(back: Int(deed)) }

  @discardableResult
  func add(_ name: String, _ fields: String..., now: String = "2026-01-15T12:00:00Z") throws -> ContactChange {
    try AddPerson(name, fields, in: workspace, run: try run(now: now)).make()
  }

  @discardableResult
  func edit(_ name: String, _ fields: String..., now: String = "2026-01-15T12:00:00Z") throws -> ContactChange {
    try EditPerson(name, fields, in: workspace, run: try run(now: now)).make()
  }

  func show(
    _ name: String, _ format: OutputFormat = .table, now: String = "2026-01-15T12:00:00Z", asOf: String? = nil,
    width: Int? = nil
  ) throws -> String {
    let run = try run(now: now, asOf: asOf)
    return try text(width) { try ShowPerson(name, in: workspace, run: run).print(as: format, to: $0) }
  }

  func find(
    _ words: [String], _ format: OutputFormat = .table, asOf: String? = nil, _ change: (inout FindPeople) -> Void = { _ in }
  ) throws -> String {
    var find = FindPeople(words, in: workspace, run: try run(asOf: asOf))
    change(&find)
    return try text(nil) { try find.print(as: format, to: $0) }
  }

  private func text(_ width: Int?, _ print: (Output) throws -> Void) throws -> String {
    var bytes: [UInt8] = []
    try print(Output(width: width) { bytes += $0 })
    return String(decoding: bytes, as: UTF8.self)
  }
}
