import ReferModel
import ReferPacks
import ReferReports

extension Workspace {
  var packStore: PackStore { PackStore(folder: folder) }
  var keyRing: KeyRing { KeyRing(folder: packStore.keys) }
}

extension PackLock {
  var names: [String] { entries.map(\.name.description) }
}

extension ReferError {
  /// The same error as packs say it: names in it come from files of others.
  init(_ error: PackError) {
    self.init(error.faults.map(TerminalText.escaped).joined(separator: "\n"))
  }

  /// What packs throw, as the program says it.
  static func packs<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as PackError { throw ReferError(error) }
  }
}

/// A pack by a name that was typed.
enum PackPlace {
  static func unknown(_ text: String, among names: [String]) -> ReferError {
    let shown = TerminalText.escaped(text)
    if let near = Nearest.suggestion(for: text, among: names) {
      return ReferError("no pack '\(shown)' is installed; did you mean '\(near)'?")
    }
    return ReferError(
      "'\(shown)' is no folder or file, and no pack of that name is installed; 'refer pack list' shows those that are, "
        + "'refer pack add' installs one")
  }
}

extension Pack {
  /// - Throws: ``ReferError`` for a pack that needs another version of this program.
  func checkProgram() throws {
    let program = SemanticVersion(ReferVersion.current) ?? SemanticVersion(0, 0, 0)
    guard manifest.refer.contains(program) else {
      throw ReferError("\(name) \(version) needs refer \(manifest.refer), and this is \(program)")
    }
  }
}
