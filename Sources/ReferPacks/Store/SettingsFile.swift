/// What the user set for packs and for rules of their own: the file `settings.toml`, a table for each pack.
///
/// The program writes it, and a person may too: texts, numbers, and true or false.
///
/// ```toml
/// [our-buckets]
/// weeks = "3"
/// colleague = { contact = 17 }
/// ```
package struct SettingsFile: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    /// As `refer set` was given it.
    case text(String)
    /// The id of a contact of the book.
    case contact(Int)
  }

  package static let file = "settings.toml"
  /// The table of the user's own rules, which no pack is named like.
  package static let ownRules = "rules"

  /// By pack, and by the setting's name.
  package private(set) var tables: [String: [String: Value]] = [:]

  package init() {}

  /// - Parameter path: as messages show it.
  /// - Throws: ``PackError/toml(file:line:message:)``.
  package init(_ text: [UInt8], path: String) throws {
    let lines = TOMLLines(String(decoding: text, as: UTF8.self))
    for (table, node) in try TOMLNode.parse(text, file: path).sorted(by: { $0.key < $1.key }) {
      guard case .table(let fields) = node else {
        throw PackError.toml(
          file: path, line: lines.line(of: table),
          "'\(table)' belongs in the table of a pack: write [our-buckets] above it, or [\(Self.ownRules)]")
      }
      for (name, node) in fields.sorted(by: { $0.key < $1.key }) {
        guard let value = Value(node) else {
          throw PackError.toml(
            file: path, line: lines.line(of: name, in: table),
            "'\(name)' must be a text in quotes, a number, true or false; a contact is { contact = 17 }")
        }
        tables[table, default: [:]][name] = value
      }
    }
  }

  /// Nil takes a value away.
  package mutating func set(_ name: String, of table: String, to value: Value?) {
    tables[table, default: [:]][name] = value
    if tables[table]?.isEmpty ?? false { tables[table] = nil }
  }

  /// The same settings, the same bytes.
  package var text: [UInt8] {
    var text = "# What you set; 'refer set PACK.NAME=VALUE' changes it.\n"
    for (table, fields) in tables.sorted(by: { $0.key < $1.key }) {
      text += "\n[\(TOMLNode.key(table))]\n"
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) { text += "\(TOMLNode.key(name)) = \(value.text)\n" }
    }
    return Array(text.utf8)
  }
}

extension SettingsFile.Value {
  fileprivate init?(_ node: TOMLNode) {
    switch node {
    case .text(let text): self = .text(text)
    case .whole(let whole): self = .text(String(whole))
    case .fraction(let number) where number.isFinite: self = .text("\(number)")
    case .yesno(let yes): self = .text(yes ? "yes" : "no")
    case .table(let fields):
      guard case .whole(let id)? = fields["contact"], fields.count == 1 else { return nil }
      self = .contact(id)
    case .fraction, .list, .other: return nil
    }
  }

  fileprivate var text: String {
    switch self {
    case .text(let text): TOMLNode.quoted(text)
    case .contact(let id): "{ contact = \(id) }"
    }
  }
}

extension SettingsFile {
  private static let longest = 1 << 20

  /// The file in a folder; nothing is set where there is none.
  ///
  /// - Throws: ``PackError``.
  package static func read(in folder: String) throws -> SettingsFile {
    let path = path(in: folder)
    return try DiskFiles.read(path, limit: longest).map { try SettingsFile($0, path: path) } ?? SettingsFile()
  }

  /// Changes the file in a folder, one program at a time: it is the old one or the new one, never half of it.
  ///
  /// - Throws: ``PackError``; the file is then as it was.
  package static func change(in folder: String, _ body: (inout SettingsFile) -> Void) throws {
    try DiskFiles.makeFolder(folder)
    try DiskFiles.alone(in: folder) {
      for name in try DiskFiles.names(in: folder) where DiskFiles.isHalf(name, of: file) {
        try DiskFiles.remove("\(folder)/\(name)")
      }
      let before = try read(in: folder)
      var after = before
      body(&after)
      if after != before { try DiskFiles.replace(path(in: folder), with: after.text, mode: 0o600) }
    }
  }

  package static func path(in folder: String) -> String { folder == "." ? file : "\(folder)/\(file)" }
}
