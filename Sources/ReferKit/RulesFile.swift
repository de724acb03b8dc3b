import ReferModel
import ReferPacks
import ReferReports
import ReferRules

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a verb decides with: a rules file on disk, a pack, or code that was typed.
///
/// ```swift
/// let rules = try RulesFile(named: "our-buckets", in: workspace)
/// print(rules.title)  // our-buckets 1.0.0
/// ```
public struct RulesFile: Hashable, Sendable {
  /// As shown in messages; of a pack, `NAME/rules.lua`.
  public let name: String
  /// The pack that they are; nil for a file and for code, which see every field.
  public let pack: RulesPack?
  let text: [UInt8]
  /// The settings that the user has for them; nil for a file or code that is neither a pack nor the user's own rules.
  let kept: KeptSettings?

  /// Code that was typed on the command line.
  public init(code: String) {
    name = "-e"
    text = Array(code.utf8)
    (pack, kept) = (nil, nil)
  }

  /// - Throws: ``ReferError`` for what is no readable text.
  public init(path: String) throws { try self.init(path, Self.read(path), nil, nil) }

  /// The user's own rules, beside the book.
  ///
  /// - Throws: ``ReferError`` for what is no readable text.
  init(ownRulesOf workspace: Workspace) throws {
    let path = workspace.rules
    let kept = KeptSettings(workspace: workspace, table: SettingsFile.ownRules)
    try self.init(path, Self.read(path), nil, kept)
  }

  /// - Throws: ``ReferError`` for what is no readable text.
  init(_ pack: RulesPack, _ contents: PackContents, for workspace: Workspace?) throws {
    let file = PackManifest.rules
    let kept = workspace.map { KeptSettings(workspace: $0, table: pack.name) }
    try self.init("\(pack.name)/\(file)", contents[file] ?? [], pack, kept)
  }

  private init(_ name: String, _ text: [UInt8], _ pack: RulesPack?, _ kept: KeptSettings?) throws {
    let shown = TerminalText.escaped(name)
    (self.name, self.text, self.pack, self.kept) = (name, text, pack, kept)
    let source = ScriptSource(name: name, bytes: text)
    switch source.format {
    case .compiled:
      throw ReferError("\(shown): this is compiled Lua, not a rules file; name the file with the text")
    case .utf16 where Self.isUTF16(text):
      throw ReferError("\(shown): this file is UTF-16; save it as UTF-8 and try again")
    case .utf16, .text: break
    }
    if text.contains(0) { throw ReferError("\(shown): this is no text file; name a rules file such as rules.lua") }
    if String(validating: text, as: UTF8.self) == nil {
      throw ReferError("\(shown): this file is not UTF-8; save it as UTF-8 and try again")
    }
    if source.text.allSatisfy(\.isWhitespace) {
      throw ReferError("\(shown): this file is empty; 'refer words' shows what can stand in it")
    }
  }

  /// Whether the text has the mark of UTF-16, or zeros where its plain letters would have them: in every other
  /// byte. A program is full of zeros, too, but they stand anywhere.
  private static func isUTF16(_ text: [UInt8]) -> Bool {
    if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) { return true }
    let head = Array(text.prefix(256))
    let even = stride(from: 0, to: head.count, by: 2).count { head[$0] == 0 }
    let odd = head.count { $0 == 0 } - even
    return min(even, odd) * 8 < max(even, odd)
  }

  /// The name as a message may show it.
  var shownName: String { TerminalText.escaped(name) }

  /// The file, or the pack and its version.
  public var title: String { pack.map { "\($0.name) \($0.version)" } ?? name }

  /// The same as a message may show it.
  var shownTitle: String { TerminalText.escaped(title) }

  /// The only fields that exist for them; nil is every field.
  var reads: FieldSelection? { pack?.selection }

  var source: ScriptSource { ScriptSource(name: name, bytes: text) }

  private static let longest = 256 << 10

  private static func read(_ path: String) throws -> [UInt8] {
    let shown = TerminalText.escaped(path)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT: throw ReferError("\(shown): there is no such rules file; check its name and folder")
      case EACCES: throw ReferError("\(shown): you may not read this file; ask its owner, or change its permissions")
      default: throw ReferError("\(shown): this rules file cannot be opened: \(String(cString: strerror(errno)))")
      }
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(file, &block, block.count)
      #elseif canImport(Musl)
        let count = Musl.read(file, &block, block.count)
      #else
        let count = Darwin.read(file, &block, block.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EISDIR { throw ReferError("\(shown): this is a folder; name the rules file in it") }
        throw ReferError("\(shown): this rules file cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes.append(contentsOf: block[..<count])
      if bytes.count > longest {
        throw ReferError("\(shown): this file is longer than \(longest >> 10) KiB: is it a rules file?")
      }
    }
    return bytes
  }
}
