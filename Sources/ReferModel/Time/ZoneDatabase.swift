#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders in which a system keeps its time zones; the first that has a zone gives it.
package struct ZoneDatabase: Sendable {
  package let folders: [String]

  package static let system = ZoneDatabase(folders: [
    "/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/var/db/timezone/zoneinfo",
  ])

  package init(folders: [String]) {
    self.folders = folders
  }

  /// The zone of that name, which is never taken for a path out of the folders.
  package func zone(_ identifier: String) throws(ZoneError) -> Zone {
    guard identifier != "UTC" else { return .utc }
    guard Self.isName(identifier) else { throw .badName(nearest: ZoneNames(self).nearest(to: identifier)) }
    for folder in folders {
      guard let bytes = Self.bytes(of: "\(folder)/\(identifier)", most: 1 << 16) else { continue }
      return try Zone(identifier: identifier, file: bytes)
    }
    guard folders.contains(where: Self.isFolder) else { throw .noDatabase }
    throw .unknown(identifier, nearest: ZoneNames(self).nearest(to: identifier))
  }

  /// Names of zones are parts joined by `/`. Each starts with a capital letter, which also leaves out the machine's own
  /// `localtime` and the folders `posix` and `right`.
  private static func isName(_ text: String) -> Bool {
    guard 1...64 ~= text.utf8.count else { return false }
    return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.utf8.first, 65...90 ~= first else { return false }
      return part.utf8.allSatisfy {
        48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 || $0 == 43 || $0 == 45
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The bytes of a plain file, cut after `most` of them; nil if there is none.
  static func bytes(of path: String, most: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: min(max(Int(status.st_size), 1), most)) { buffer, count in
      while count < buffer.count, let place = buffer.baseAddress {
        let got = read(file, place + count, buffer.count - count)
        guard got != 0 else { return }
        if got > 0 {
          count += got
        } else if errno != EINTR {
          failed = true
          return
        }
      }
    }
    return failed ? nil : bytes
  }
}
