import CRows
import Foundation
import ReferFormats
package import ReferModel

/// Contacts for tests, each written as its line of NDJSON and read as a file's would be.
///
/// The rows live as long as the tests run, so that a test need not think of it.
package final class ContactRows {
  /// A line that is no contact.
  package struct Unreadable: Error, CustomStringConvertible {
    package let description: String
  }

  package private(set) var rows: [Cells] = []
  private static let lock = NSLock()
  nonisolated(unsafe) private static var kept: [RowArena] = []

  package init(_ lines: [String], zone: Zone = .utc) throws {
    guard let arena = RowArena() else { throw Unreadable(description: "memory is out") }
    Self.lock.withLock { Self.kept.append(arena) }
    let file = FileManager.default.temporaryDirectory.appending(path: "contacts-\(UUID().uuidString).ndjson")
    // A line end inside a line is white space to JSON, and the end of the contact to NDJSON.
    let text = lines.map { $0.replacingOccurrences(of: "\n", with: " ") + "\n" }.joined()
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let reader = try NDJSONReader(files: [file.path]) { seconds in
      zone.instant(of: Zone.utc.civil(at: Instant(seconds: seconds))).seconds
    }
    try reader.forEachRow { row in
      guard let copy = arena.copy(row.cells, of: .contact) else { throw Unreadable(description: "memory is out") }
      rows.append(copy)
    } onProblem: { problem in
      throw Unreadable(description: "\(problem)")
    }
  }
}
