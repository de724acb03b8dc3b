import Foundation

/// The packs of a workspace: `packs/NAME/VERSION`, `pack.lock` and `keys/`.
///
/// The lock file says what is installed. A version is written beside its place, down to the disk, and renamed; then the
/// lock file is replaced. Whatever ends the program on the way, the set is the old one or the new one; what is left
/// over goes with the next change. One program at a time changes it.
package struct PackStore: Sendable {
  /// The folder of the workspace.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package var packs: String { "\(folder)/packs" }
  package var keys: String { "\(folder)/keys" }
  private var lockFile: String { "\(folder)/\(PackLock.file)" }
  private var trustFile: String { "\(keys)/\(TrustBook.file)" }

  /// The lock file and the keys at one time: a change is worked out over it, and made only while it still holds.
  package struct Snapshot: Hashable, Sendable {
    package let lock: PackLock
    package let trust: TrustBook
  }

  /// - Throws: ``PackError`` for a damaged file.
  package func snapshot() throws -> Snapshot {
    let limit = 4 << 20
    let lock = try DiskFiles.read(lockFile, limit: limit).map { try PackLock($0) } ?? PackLock()
    let trust = try DiskFiles.read(trustFile, limit: limit).map { try TrustBook($0) } ?? TrustBook()
    return Snapshot(lock: lock, trust: trust)
  }

  // MARK: Reading

  /// An installed pack, which is still what was installed, and which its keys still stand for.
  ///
  /// - Throws: ``PackError``.
  package func load(_ entry: PackLock.Entry, trust: TrustBook) throws -> Pack {
    let place = place(of: entry)
    guard DiskFiles.kind(place) == .folder else { throw PackError.notInstalled(entry.name.description) }
    let pack: Pack
    do {
      pack = try Pack(FolderReader.read(place))
    } catch PackError.changed(let path) {
      throw PackError.tampered(entry.name.description, path)
    }
    guard pack.digest == entry.digest, pack.name == entry.name, pack.version == entry.version else {
      throw PackError.tampered(entry.name.description, PackSums.file)
    }
    // The book says that somebody signed it; that may not be taken away, and keys may have lost their trust since.
    let verdict = try trust.judge(pack, allowsDowngrade: true)
    if entry.isSigned, verdict.ground == .unsigned { throw PackError.untrusted(entry.name.description, .unsigned) }
    return pack
  }

  package func place(of entry: PackLock.Entry) -> String { "\(packs)/\(entry.name)/\(entry.version)" }

  /// Whether just this is installed, and whole.
  package func holds(_ entry: PackLock.Entry, in seen: Snapshot) -> Bool {
    guard seen.lock[entry.name.description]?.digest == entry.digest else { return false }
    return (try? Pack(FolderReader.read(place(of: entry))))?.digest == entry.digest
  }

  // MARK: Changing

  /// Installs a pack in place of other versions of it.
  ///
  /// - Throws: ``PackError``; the set is then as it was.
  package func install(_ pack: Pack, as entry: PackLock.Entry, pin: TrustBook.Pin?, over seen: Snapshot) throws {
    try change(from: seen) { state in
      let parent = "\(packs)/\(pack.name)"
      let place = place(of: entry)
      if !holds(entry, in: seen) {
        let temporary = "\(packs)/.new-\(UUID().uuidString)"
        do {
          try write(pack.contents, to: temporary)
          try DiskFiles.makeFolder(parent)
          try DiskFiles.remove(place)
          guard rename(temporary, place) == 0 else { throw DiskFiles.failure(place, errno) }
        } catch {
          // What can't be taken away now goes with the next change; the first error is the one to tell.
          try? DiskFiles.remove(temporary)
          throw error
        }
        try DiskFiles.sync(folder: parent)
        try DiskFiles.sync(folder: packs)
      }
      state.lock.set(entry)
      if let pin { state.trust.pin(pin, to: pack.name) }
    }
  }

  /// Takes packs away; with `forgets`, also which keys stand for them.
  ///
  /// - Throws: ``PackError``.
  package func remove(_ name: PackName, forgets: Bool, over seen: Snapshot) throws {
    try change(from: seen) { state in
      state.lock.remove(name)
      if forgets { state.trust.unpin(name) }
    }
  }

  /// Changes whom the user trusts.
  ///
  /// - Throws: ``PackError``.
  package func changeTrust(_ body: (inout TrustBook) throws -> Void) throws {
    try change(from: nil) { try body(&$0.trust) }
  }

  /// The set as it stands, to be changed.
  private struct State {
    var lock: PackLock
    var trust: TrustBook
  }

  /// Runs alone; writes the keys, then the lock file, and takes away what no longer belongs to the set.
  private func change(from seen: Snapshot?, _ body: (inout State) throws -> Void) throws {
    try DiskFiles.makeFolder(packs)
    let guardFile = open("\(packs)/.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard guardFile >= 0 else { throw DiskFiles.failure("\(packs)/.lock", errno) }
    defer { close(guardFile) }
    while flock(guardFile, LOCK_EX) != 0 {
      guard errno == EINTR else { throw DiskFiles.failure("\(packs)/.lock", errno) }
    }
    let now = try snapshot()
    if let seen, seen != now { throw PackError.changedMeanwhile }
    var state = State(lock: now.lock, trust: now.trust)
    try body(&state)
    if state.trust != now.trust {
      try DiskFiles.makeFolder(keys)
      try DiskFiles.replace(trustFile, with: state.trust.text, mode: 0o600)
    }
    if state.lock != now.lock { try DiskFiles.replace(lockFile, with: state.lock.text, mode: 0o600) }
    try sweep(state.lock)
  }

  /// Takes away what is not in the lock file: half of an add that was ended, versions that were replaced.
  private func sweep(_ lock: PackLock) throws {
    for name in try DiskFiles.names(in: packs) where name != ".lock" {
      guard let entry = lock[name] else {
        try DiskFiles.remove("\(packs)/\(name)")
        continue
      }
      for version in try DiskFiles.names(in: "\(packs)/\(name)") where version != entry.version.description {
        try DiskFiles.remove("\(packs)/\(name)/\(version)")
      }
    }
    for name in try DiskFiles.names(in: folder) where name.hasPrefix("\(PackLock.file).") && name.hasSuffix(".tmp") {
      try DiskFiles.remove("\(folder)/\(name)")
    }
  }

  private func write(_ contents: PackContents, to root: String) throws {
    try DiskFiles.makeFolder(root)
    var folders: Set<String> = [root]
    for file in contents.files {
      let path = "\(root)/\(file.path)"
      let parent = DiskFiles.parent(of: path)
      try DiskFiles.makeFolder(parent)
      folders.insert(parent)
      try DiskFiles.writeNew(file.bytes, to: path, mode: 0o600)
    }
    for folder in folders { try DiskFiles.sync(folder: folder) }
  }
}
