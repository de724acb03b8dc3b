import Foundation

/// Reads a pack out of a folder: plain files only, and nothing whose name begins with a dot, such as `.git`.
package enum FolderReader {
  /// - Throws: ``PackError`` for a link or a device in it, a name that can't be, too many files or bytes.
  package static func read(_ folder: String) throws -> PackContents {
    var files: [PackContents.File] = []
    var total = 0
    var seen = 0
    func walk(_ path: String) throws {
      let place = path.isEmpty ? folder : "\(folder)/\(path)"
      for entry in try DiskFiles.entries(in: place) where entry.bytes.first != UInt8(ascii: ".") {
        guard let name = entry.text else {
          throw PackError.path(String(decoding: entry.bytes, as: UTF8.self), .notText)
        }
        seen += 1
        guard seen <= 2 * PackLimits.files else { throw PackError.tooManyFiles }
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        switch DiskFiles.kind("\(folder)/\(inner)") {
        case .folder:
          // A folder's name stands in the path of each file, which is checked; this bounds how deep the walk goes.
          _ = try PackPath(inner)
          try walk(inner)
        case .file:
          let path = try PackPath(inner)
          guard files.count < PackLimits.files else { throw PackError.tooManyFiles }
          guard let bytes = try DiskFiles.read("\(folder)/\(inner)", limit: PackLimits.bytes) else { throw gone(inner) }
          total += bytes.count
          guard total <= PackLimits.bytes else { throw PackError.tooLarge }
          files.append(PackContents.File(path: path, bytes: bytes))
        case .link, .other: throw PackError.notPlain(inner)
        case nil: throw gone(inner)
        }
      }
    }
    func gone(_ inner: String) -> PackError { DiskFiles.failure("\(folder)/\(inner)", ENOENT) }
    try walk("")
    return try PackContents(files)
  }
}
