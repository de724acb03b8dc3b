import Foundation
import TestSupport

/// Readers that others wrote, in Python: where one is not installed, its tests are skipped.
enum Oracle {
  /// A file for an oracle to read.
  struct File: Encodable {
    var text: String
    var separator = ","
  }

  /// One property of a card, as vobject gives it.
  struct Property: Decodable, Hashable, Comparable, CustomStringConvertible {
    var group: String
    var name: String
    var parameters: [[String]]
    var value: [[String]]

    var description: String { "\(group).\(name) \(parameters) \(value)" }

    static func < (one: Property, other: Property) -> Bool { one.description < other.description }
  }

  private struct Request: Encodable {
    let kind: String
    let files: [File]
  }

  /// The Python that has csv, as any has; nil where there is none.
  static let csv = PythonOracle.python(with: "csv")
  /// One that has vobject, which `scripts/setup --tools` installs.
  static let vobject = PythonOracle.python(with: "vobject")

  static func rows(of files: [File]) throws -> [[[String]]] {
    try JSONDecoder().decode([[[String]]].self, from: try ask(csv, Request(kind: "csv", files: files)))
  }

  static func cards(of files: [File]) throws -> [[[Property]]] {
    try JSONDecoder().decode([[[Property]]].self, from: try ask(vobject, Request(kind: "vcard", files: files)))
  }

  private static func ask(_ python: String?, _ request: Request) throws -> Data {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/oracle/read.py")
    return try PythonOracle.ask(python, script, try JSONEncoder().encode(request))
  }
}
