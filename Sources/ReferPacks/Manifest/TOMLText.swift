import TOMLKit

/// A TOML document (toml.io, 1.0.0) as plain values: the one place that knows the library.
indirect enum TOMLNode: Hashable {
  case text(String)
  case whole(Int)
  case fraction(Double)
  case yesno(Bool)
  case list([TOMLNode])
  case table([String: TOMLNode])
  /// A date or a time: nothing that our files hold.
  case other

  /// - Throws: ``PackError/toml(file:line:message:)``.
  static func parse(_ bytes: [UInt8], file: String) throws -> [String: TOMLNode] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PackError.toml(file: file, line: nil, "it is not UTF-8; save it as UTF-8 and try again")
    }
    // The library hands texts over as C does: they would end at a zero.
    if bytes.contains(0) || ["\\u0000", "\\U00000000"].contains(where: { bytes.contains($0.utf8) }) {
      throw PackError.toml(file: file, line: nil, "a zero stands in it, and belongs in no text")
    }
    if let line = TOMLHeaders.nameless(in: text) {
      throw PackError.toml(
        file: file, line: line, "a line that begins with [ gives the name of a table, such as [dependencies]")
    }
    do {
      return try fields(TOMLTable(string: text), depth: 0, file)
    } catch let error as TOMLParseError {
      throw PackError.toml(file: file, line: error.source.begin.line, reason(error.description))
    }
  }

  /// A file that refer alone writes.
  ///
  /// - Throws: ``PackError/damaged(file:)`` for what is no TOML.
  static func parseOwn(_ bytes: [UInt8], file: String) throws -> [String: TOMLNode] {
    do {
      return try parse(bytes, file: file)
    } catch PackError.toml(let file, let line, _) {
      throw PackError.damaged(file: file + (line.map { ":\($0)" } ?? ""))
    }
  }

  private static func fields(_ table: TOMLTable, depth: Int, _ file: String) throws -> [String: TOMLNode] {
    guard depth < 8 else { throw PackError.toml(file: file, line: nil, "its tables are nested too deep") }
    var fields: [String: TOMLNode] = [:]
    for key in table.keys {
      fields[key] = try table[key].map { try node($0, depth: depth + 1, file) }
    }
    return fields
  }

  private static func node(_ value: any TOMLValueConvertible, depth: Int, _ file: String) throws -> TOMLNode {
    switch value.type {
    case .string: return value.string.map { .text($0) } ?? .other
    case .int: return value.int.map { .whole($0) } ?? .other
    case .double: return value.double.map { .fraction($0) } ?? .other
    case .bool: return value.bool.map { .yesno($0) } ?? .other
    case .table: return .table(try fields(value.table ?? TOMLTable(), depth: depth, file))
    case .array:
      guard depth < 8 else { throw PackError.toml(file: file, line: nil, "its lists are nested too deep") }
      return .list(try (value.array ?? TOMLArray()).map { try node($0, depth: depth + 1, file) })
    default: return .other
    }
  }

  /// The first line, without what the library says for its own makers.
  private static func reason(_ text: String) -> String {
    String((text.split(separator: "\n").first ?? "this is no TOML").prefix(200))
  }

  /// A text as TOML writes it, in one line.
  static func quoted(_ text: String) -> String {
    var line = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\t": line += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          line.unicodeScalars.append(scalar)
        }
      }
    }
    return line + "\""
  }

  /// A key as TOML writes it: bare where it can be.
  static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
    return isBare ? name : quoted(name)
  }

  static func quoted(_ texts: [String]) -> String { "[" + texts.map { quoted($0) }.joined(separator: ", ") + "]" }
}
