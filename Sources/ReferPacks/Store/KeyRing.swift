import Foundation

/// The user's own keys: `keys/NAME.key`, each for its owner alone.
package struct KeyRing: Sendable {
  /// The folder of the keys.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// Makes a key. Throws where one of that name is there.
  ///
  /// - Parameter accept: called with the new key before anything is written; what it throws ends it.
  package func make(_ name: String, accept: (PublicKey) throws -> Void = { _ in }) throws -> PublicKey {
    guard KeyName.isName(name) else { throw PackError.badKeyName(name) }
    let path = path(name)
    guard DiskFiles.kind(path) == nil else { throw PackError.keyExists(path) }
    let secret = SecretKey(label: name)
    let key = try secret.publicKey()
    try accept(key)
    try DiskFiles.makeFolder(folder)
    try DiskFiles.replace(path, with: Array("\(secret.line)\n".utf8), mode: 0o600)
    return key
  }

  /// The names of the keys, sorted.
  package func names() throws -> [String] {
    try DiskFiles.names(in: folder).filter { $0.hasSuffix(".key") }.map { String($0.dropLast(4)) }
      .filter(KeyName.isName)
  }

  /// - Throws: ``PackError`` for a key that is not there, is no key, or that others may read.
  package func key(_ name: String) throws -> SecretKey {
    guard KeyName.isName(name) else { throw PackError.badKeyName(name) }
    let path = path(name)
    guard let bytes = try DiskFiles.read(path, limit: 4096) else { throw PackError.noKey(name, try names()) }
    var info = stat()
    guard lstat(path, &info) == 0 else { throw DiskFiles.failure(path, errno) }
    guard info.st_mode & 0o077 == 0 else { throw PackError.openKey(path) }
    guard let key = SecretKey(line: String(decoding: bytes, as: UTF8.self)) else { throw PackError.badKey(name) }
    return key
  }

  package func path(_ name: String) -> String { "\(folder)/\(name).key" }
}
