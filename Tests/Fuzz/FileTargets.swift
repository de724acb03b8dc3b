import Foundation
import ReferFormats
import ReferModel

/// Lines of JSON: each reads as it would alone, whatever stands before it.
enum NDJSONTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    guard let whole = try read(bytes) else { return }
    var alone: [String] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      // The first line alone is looked at to tell what the file is: this one is no other format.
      var file = Array("{}\n".utf8) + line
      if alone.isEmpty, line.starts(with: [0xEF, 0xBB, 0xBF]) { file.removeSubrange(3..<6) }
      alone += (try file.withUnsafeBytes { try read($0) } ?? []).dropFirst()
    }
    Fuzz.expect(alone == whole, "alone the lines are others: \(alone) \(whole)")
  }

  /// Contacts in order without their ids, and what is said of each bad line. Nil for a file that is no NDJSON.
  private static func read(_ bytes: UnsafeRawBufferPointer) throws -> [String]? {
    StandardInput.set(bytes)
    var found: [String] = []
    do {
      try NDJSONReader(files: ["-"]) { $0 }.forEachRow { row in
        found.append(Rows.text(row.cells).replacing(/id="row-[0-9]+"/, with: ""))
      } onProblem: {
        Fuzz.expect(!$0.message.isEmpty, "a problem without words")
        found.append("\($0.message) \($0.field ?? "") \($0.column ?? 0)")
      }
    } catch is InputError {
      return nil
    }
    return found
  }
}

/// Any bytes as a file of contacts: what it is shows in them, and it is read or refused.
enum ContactsTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    StandardInput.set(bytes)
    var ids: Set<String> = []
    do {
      try ContactReader(files: ["-"]) { $0 }.forEachRow { row in
        _ = Rows.text(row.cells, line: row.line)
        Fuzz.expect(row.line > 0, "a contact without a line")
        ids.insert(row.cells[0].text ?? "")
      } onProblem: {
        Fuzz.expect($0.line > 0, "a problem without a line: \($0)")
      }
    } catch is InputError {
      // Refused, with its reason.
    }
    Fuzz.expect(!ids.contains(""), "a contact without an id")
  }
}
