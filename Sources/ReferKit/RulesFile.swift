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
  /// The packs that they use, each before those that it uses itself.
  var used: [RulesFile] = []
  /// The packs that could be used, by name; empty where none is named.
  var installed: [String] = []
  /// The file that is run first, and those that it may require.
  let texts: [RulesText]
  /// Files that are a template each.
  private let templates: [RulesText]
  /// The settings that the user has for them; nil for a file or code that is neither a pack nor the user's own rules.
  let kept: KeptSettings?

  /// Code that was typed on the command line.
  public init(code: String) {
    self.init([RulesText(name: "-e", bytes: Array(code.utf8))])
  }

  /// - Throws: ``ReferError`` for what is no readable text.
  public init(path: String) throws { try self.init(path, kept: nil) }

  /// The user's own rules, beside the book.
  ///
  /// - Throws: ``ReferError`` for what is no readable text.
  init(ownRulesOf workspace: Workspace) throws {
    try self.init(workspace.rules, kept: KeptSettings(workspace: workspace, table: SettingsFile.ownRules))
  }

  private init(_ path: String, kept: KeptSettings?) throws {
    let text = RulesText(name: path, bytes: try Self.read(path))
    try text.check()
    try text.checkContent()
    self.init([text], kept: kept)
  }

  /// - Parameter workspace: whose settings hold.
  /// - Throws: ``ReferError`` for what is no readable text.
  init(_ pack: RulesPack, _ contents: PackContents, for workspace: Workspace?) throws {
    let texts = contents.files.filter { $0.path.description.hasSuffix(".lua") }.map {
      RulesText(name: "\(pack.name)/\($0.path)", bytes: $0.bytes)
    }
    for text in texts { try text.check() }
    let main = texts.filter { $0.name == "\(pack.name)/\(PackManifest.rules)" }
    try main.first?.checkContent()
    let kept = workspace.map { KeptSettings(workspace: $0, table: pack.name) }
    self.init(
      main + texts.filter { !main.contains($0) }, templates: try Self.templates(pack, contents), pack: pack, kept: kept)
    try checkModules(pack)
  }

  private init(_ texts: [RulesText], templates: [RulesText] = [], pack: RulesPack? = nil, kept: KeptSettings? = nil) {
    name = texts.first?.name ?? ""
    (self.texts, self.templates, self.pack, self.kept) = (texts, templates, pack, kept)
  }

  /// The folder of a pack whose files are templates.
  private static let templateFolder = "templates"
  private static let templateEndings = [".txt", ".md"]

  private static func templates(_ pack: RulesPack, _ contents: PackContents) throws -> [RulesText] {
    try contents.files.filter { $0.path.parts.first == "\(templateFolder)" && $0.path.parts.count > 1 }.map { file in
      let text = RulesText(name: "\(pack.name)/\(file.path)", bytes: file.bytes)
      guard file.path.parts.count == 2, templateEndings.contains(where: file.path.description.hasSuffix) else {
        throw ReferError(
          "\(TerminalText.escaped(text.name)): a template is a file in \(templateFolder)/ that ends with "
            + templateEndings.joined(separator: " or "))
      }
      try text.checkText()
      return text
    }
  }

  /// The name of a template is that of its file.
  private var namedTemplates: [(name: String, source: ScriptSource)] {
    templates.map { text in
      let file = text.name.split(separator: "/").last ?? ""
      return (file.lastIndex(of: ".").map { String(file[..<$0]) } ?? String(file), text.source)
    }
  }

  /// The most bytes of rules in a pack: compiling is not counted by a budget.
  private static let longestPack = 1 << 20

  private func checkModules(_ pack: RulesPack) throws {
    let modules = modules
    let twice = Dictionary(grouping: modules, by: \.name).filter { $1.count > 1 }.min { $0.key < $1.key }
    if let twice {
      throw ReferError(
        "\(pack.name): two files are required as \"\(TerminalText.escaped(twice.key))\"; give one another name")
    }
    guard texts.reduce(0, { $0 + $1.bytes.count }) <= Self.longestPack else {
      throw ReferError("\(pack.name): its rules are longer than \(Self.longestPack >> 10) KiB together")
    }
  }

  /// The files that the first may require: `lib/words.lua` by `require "lib.words"`.
  private var modules: [(name: String, source: ScriptSource)] {
    texts.dropFirst().map { text in
      let path = text.name.dropFirst((pack?.name.count ?? -1) + 1).dropLast(".lua".count)
      return (String(path).replacing("/", with: "."), ScriptSource(name: text.name, bytes: text.bytes))
    }
  }

  /// Of its rules and templates.
  var byteCount: Int { (texts + templates).reduce(0) { $0 + $1.bytes.count } }

  var fileNames: Set<String> { Set(texts.map(\.name)) }

  /// The name as a message may show it.
  var shownName: String { TerminalText.escaped(name) }

  /// The file, or the pack and its version.
  public var title: String { pack.map { "\($0.name) \($0.version)" } ?? name }

  /// The same as a message may show it.
  var shownTitle: String { TerminalText.escaped(title) }

  /// The only fields that exist for them; nil is every field.
  var reads: FieldSelection? { pack?.selection }

  /// All files, those that can be required and the templates behind the first.
  var source: ScriptSource {
    let main = ScriptSource(name: name, bytes: texts.first?.bytes ?? [])
    return texts.count + templates.count > 1 ? ScriptSource(main, modules: modules, templates: namedTemplates) : main
  }

  private static let longest = 256 << 10

  private static func read(_ path: String) throws -> [UInt8] {
    let shown = TerminalText.escaped(path)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT where path.isEmpty: throw ReferError("\"\" names no rules file", status: .wrongUsage)
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
