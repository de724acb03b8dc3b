/// The files of a pack, sorted by the bytes of their paths: each path safe, no two that some system takes for one.
package struct PackContents: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let path: PackPath
    package let bytes: [UInt8]

    package init(path: PackPath, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  package private(set) var files: [File]

  /// - Throws: ``PackError`` for a path that can't be, a clash, too many files or bytes.
  package init(_ files: [File]) throws {
    guard files.count <= PackLimits.files else { throw PackError.tooManyFiles }
    guard files.reduce(0, { $0 + $1.bytes.count }) <= PackLimits.bytes else { throw PackError.tooLarge }
    self.files = files.sorted { $0.path.description.utf8.lexicographicallyPrecedes($1.path.description.utf8) }
    try checkClashes()
  }

  /// The bytes of a file; nil where there is none.
  package subscript(_ path: String) -> [UInt8]? { files.first { $0.path.description == path }?.bytes }

  /// The same pack with a file in place of the one of that name, or without it.
  package func setting(_ path: String, to bytes: [UInt8]?) throws -> PackContents {
    var files = files.filter { $0.path.description != path }
    if let bytes { files.append(File(path: try PackPath(path), bytes: bytes)) }
    return try PackContents(files)
  }

  /// A name is one file or one folder, in one spelling.
  private func checkClashes() throws {
    var spellings: [String: (name: String, isFile: Bool)] = [:]
    for file in files {
      let parts = file.path.parts
      for count in 1...parts.count {
        let name = parts.prefix(count).joined(separator: "/")
        let isFile = count == parts.count
        guard let known = spellings.updateValue((name, isFile), forKey: PackPath.folded(name)) else { continue }
        // The same folder again; equal bytes, for two spellings of one accent are equal as texts.
        if !known.isFile, !isFile, known.name.utf8.elementsEqual(name.utf8) { continue }
        throw PackError.path(file.path.description, .clashes(with: known.name))
      }
    }
  }
}
