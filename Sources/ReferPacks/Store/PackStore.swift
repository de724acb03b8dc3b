import Foundation

/// The packs of a workspace: `packs/NAME/VERSION`, `pack.lock` and `keys/`.
///
/// The lock file says what is installed. A version is written beside its place, down to the disk, and renamed; then the
/// lock file is replaced. Whatever ends the program on the way, the set is the old one or the new one; what is left
/// over goes with the next change, and nothing else does: what lies in the folder otherwise is somebody's. One program at
/// a time changes it.
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
    let lock = try DiskFiles.read(lockFile, limit: limit).map { try PackLock($0, path: lockFile) } ?? PackLock()
    let trust = try DiskFiles.read(trustFile, limit: limit).map { try TrustBook($0, path: trustFile) } ?? TrustBook()
    return Snapshot(lock: lock, trust: trust)
  }

  // MARK: Reading

  /// An installed pack, which is still what was installed, and which its keys still stand for.
  ///
  /// - Throws: ``PackError``.
  package func load(_ entry: PackLock.Entry, trust: TrustBook) throws -> Pack {
    let place = place(of: entry)
    guard DiskFiles.kind(place) == .folder else { throw PackError.missing(entry.name.description, place) }
    let pack: Pack
    do {
      pack = try Pack(FolderReader.read(place))
    } catch PackError.changed(let path) {
      throw PackError.tampered(entry.name.description, path)
    }
    guard pack.digest == entry.digest, pack.name == entry.name, pack.version == entry.version else {
      throw PackError.tampered(entry.name.description, PackSums.file)
    }
    // The lock file says that somebody signed it; that may not be taken away, and keys may have lost their trust since.
    try entry.check(trust.judge(pack, allowsDowngrade: true))
    return pack
  }

  package func place(of entry: PackLock.Entry) -> String { "\(packs)/\(entry.name)/\(entry.version)" }

  /// Whether just this is installed, and whole.
  package func holds(_ entry: PackLock.Entry, in seen: Snapshot) -> Bool {
    seen.lock[entry.name.description]?.digest == entry.digest && isWhole(entry)
  }

  private func isWhole(_ entry: PackLock.Entry) -> Bool {
    (try? Pack(FolderReader.read(place(of: entry))))?.digest == entry.digest
  }

  // MARK: Changing

  /// Installs a pack in place of other versions of it.
  ///
  /// - Throws: ``PackError``; the set is then as it was.
  package func install(_ pack: Pack, as entry: PackLock.Entry, pin: TrustBook.Pin?, over seen: Snapshot) throws {
    let known = seen.lock[entry.name.description]
    try change(from: seen, touching: [entry] + (known.map { [$0] } ?? [])) { state in
      let parent = "\(packs)/\(pack.name)"
      let place = place(of: entry)
      if !isWhole(entry) {
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
      if let pin { state.trust.pin(pin, to: pack.name) } else { state.trust.note(pack.version, of: pack.name) }
    }
  }

  /// Takes packs away; with `forgets`, also which keys stand for them.
  ///
  /// - Throws: ``PackError``.
  package func remove(_ names: [PackName], forgets: Bool, over seen: Snapshot) throws {
    try change(from: seen, touching: names.compactMap { seen.lock[$0.description] }) { state in
      for name in names {
        state.lock.remove(name)
        if forgets { state.trust.unpin(name) }
      }
    }
  }

  /// Changes whom the user trusts.
  ///
  /// - Throws: ``PackError``.
  package func changeTrust(_ body: (inout TrustBook) throws -> Void) throws {
    try change(from: nil, touching: []) { try body(&$0.trust) }
  }

  /// The set as it stands, to be changed.
  private struct State {
    var lock: PackLock
    var trust: TrustBook
  }

  /// Runs alone; writes the keys, then the lock file, and takes away what no longer belongs to the set.
  private func change(
    from seen: Snapshot?, touching entries: [PackLock.Entry], _ body: (inout State) throws -> Void
  ) throws {
    try DiskFiles.makeFolder(packs)
    let guardFile = open("\(packs)/.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard guardFile >= 0 else { throw DiskFiles.failure("\(packs)/.lock", errno) }
    defer { close(guardFile) }
    while flock(guardFile, LOCK_EX) != 0 {
      guard errno == EINTR else { throw DiskFiles.failure("\(packs)/.lock", errno) }
    }
    let now = try snapshot()
    if let seen, seen != now { throw PackError.changedMeanwhile }
    try sweep(now.lock)
    var state = State(lock: now.lock, trust: now.trust)
    try pend(entries, over: now.lock)
    try body(&state)
    if state.trust != now.trust {
      try DiskFiles.makeFolder(keys)
      try DiskFiles.replace(trustFile, with: state.trust.text, mode: 0o600)
    }
    if state.lock != now.lock { try DiskFiles.replace(lockFile, with: state.lock.text, mode: 0o600) }
    try sweep(state.lock)
  }

  // MARK: What a change that was ended leaves

  /// Which versions a change puts in place or takes away, a line each: `NAME/VERSION`.
  private var pendingFile: String { "\(packs)/.pending" }

  /// Tells the next change what is refer's own to take away, should this one be ended.
  ///
  /// - Throws: ``PackError/occupied(_:)`` where a folder of somebody's stands in the way.
  private func pend(_ entries: [PackLock.Entry], over lock: PackLock) throws {
    if entries.isEmpty { return }
    for entry in entries where lock[entry.name.description]?.version != entry.version {
      let place = place(of: entry)
      if DiskFiles.kind(place) != nil, !isWhole(entry) { throw PackError.occupied(place) }
    }
    let lines = entries.map { "\($0.name)/\($0.version)\n" }.joined()
    try DiskFiles.replace(pendingFile, with: Array(lines.utf8), mode: 0o600)
  }

  /// Takes away what a change has left: half a version, and those that were replaced or removed.
  private func sweep(_ lock: PackLock) throws {
    for line in try DiskFiles.read(pendingFile, limit: 1 << 16)?.split(separator: 0x0A) ?? [] {
      let parts = String(decoding: line, as: UTF8.self).split(separator: "/", maxSplits: 1)
      guard parts.count == 2, let name = PackName(String(parts[0])), let version = SemanticVersion(String(parts[1])),
        lock[name.description]?.version != version
      else { continue }
      try DiskFiles.remove("\(packs)/\(name)/\(version)")
      // Where something else is in it, it stays.
      _ = rmdir("\(packs)/\(name)")
    }
    try DiskFiles.remove(pendingFile)
    for name in try DiskFiles.names(in: packs) where name.hasPrefix(".new-") || DiskFiles.isHalf(name) {
      try DiskFiles.remove("\(packs)/\(name)")
    }
    for name in try DiskFiles.names(in: keys) where DiskFiles.isHalf(name) {
      try DiskFiles.remove("\(keys)/\(name)")
    }
    for name in try DiskFiles.names(in: folder) where DiskFiles.isHalf(name, of: PackLock.file) {
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
