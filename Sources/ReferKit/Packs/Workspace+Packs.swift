import ReferModel
import ReferPacks
import ReferReports

extension Workspace {
  var packStore: PackStore { PackStore(folder: folder) }
  var keyRing: KeyRing { KeyRing(folder: packStore.keys) }
}

extension ReferError {
  /// The same error as packs say it: names in it come from files of others.
  init(_ error: PackError) {
    self.init(Output.safe("\(error)"))
  }

  /// What packs throw, as the program says it.
  static func packs<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as PackError { throw ReferError(error) }
  }
}

/// A pack by a name that was typed: a folder or archive that is there, else one that is installed.
enum PackPlace {
  case file(Pack)
  case installed(Pack, PackLock.Entry)

  var pack: Pack {
    switch self {
    case .file(let pack), .installed(let pack, _): pack
    }
  }

  /// - Throws: ``ReferError``, ``PackError``.
  init(_ text: String, in workspace: Workspace) throws {
    if DiskFiles.kind(text) != nil {
      self = .file(try Pack(PackSource(text).read().contents))
      return
    }
    let snapshot = try workspace.packStore.snapshot()
    guard let entry = snapshot.lock[text] else {
      throw Self.unknown(text, snapshot.lock)
    }
    self = .installed(try workspace.packStore.load(entry, trust: snapshot.trust), entry)
  }

  static func unknown(_ text: String, _ lock: PackLock) -> ReferError {
    let shown = TerminalText.escaped(text)
    if let near = Nearest.suggestion(for: text, among: lock.entries.map(\.name.description)) {
      return ReferError("no pack '\(shown)' is installed; did you mean '\(near)'?")
    }
    return ReferError("'\(shown)' is no folder or file, and no pack of that name is installed")
  }
}
