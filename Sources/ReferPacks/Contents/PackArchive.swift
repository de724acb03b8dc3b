/// A pack in one file: a tar archive as of POSIX.1-1988 (ustar), uncompressed, which `tar tf` opens.
///
/// There is one way to write a pack: its files sorted by the bytes of their paths, mode 0644, no owner, no time.
/// The same files give the same bytes on every machine, and the reader takes these bytes alone: no links, folders,
/// devices, sparse files or extended headers, nothing twice, nothing behind the end, not one bit elsewhere.
package enum PackArchive {
  /// Why a file is no pack in one file.
  package enum Problem: Hashable, Sendable {
    case notArchive, endsEarly, longer, notSorted
    case compressed(String)
    /// A link, device, folder or extension, by its letter in the header.
    case kind(path: String, UInt8)
    /// A header that a pack's archive would not have.
    case header(at: Int)
    case padding(path: String)
  }

  private static let block = 512
  /// The longest that an archive of the allowed files can be.
  package static let longest = PackLimits.bytes + (PackLimits.files + 3) * 2 * block

  // MARK: Writing

  package static func write(_ contents: PackContents) -> [UInt8] {
    var archive: [UInt8] = []
    for file in contents.files {
      archive += header(path: file.path.description, size: file.bytes.count)
      archive += file.bytes
      archive += [UInt8](repeating: 0, count: padding(file.bytes.count))
    }
    return archive + [UInt8](repeating: 0, count: 2 * block)
  }

  private static func padding(_ size: Int) -> Int { (block - size % block) % block }

  /// The header of a plain file (POSIX.1-1988, 10.1.1); all but path, size and checksum are always the same.
  private static func header(path: String, size: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at place: Int) {
      for (offset, byte) in text.utf8.enumerated() { bytes[place + offset] = byte }
    }
    put(path, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(size, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("0", at: kindPlace)
    put("ustar", at: 257)
    put("00", at: 263)
    put("0000000", at: 329)
    put("0000000", at: 337)
    // The sum is made as if its own place held spaces.
    put("        ", at: 148)
    put(octal(bytes.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    return bytes
  }

  private static let kindPlace = 156

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  // MARK: Reading

  /// Whether a file that begins so is meant as an archive, packed or not: no text has these bytes there.
  package static func isArchive(_ head: [UInt8]) -> Bool {
    if head.count >= block, head.contains(0), head[257..<262].elementsEqual("ustar".utf8) { return true }
    return compression(head) != nil && String(validating: head, as: UTF8.self) == nil
  }

  /// - Throws: ``PackError`` for anything that ``write(_:)`` would not have written.
  package static func read(_ archive: [UInt8]) throws -> PackContents {
    if let packer = compression(archive) { throw PackError.archive(.compressed(packer)) }
    guard archive.count <= longest else { throw PackError.tooLarge }
    guard archive.count >= 3 * block else { throw PackError.archive(.notArchive) }
    guard archive.count % block == 0 else { throw PackError.archive(.endsEarly) }
    var files: [PackContents.File] = []
    var place = 0
    var total = 0
    while archive[place] != 0 {
      let head = archive[place..<place + block]
      let (path, size) = try entry(head, at: place)
      if files.count >= PackLimits.files { throw PackError.tooManyFiles }
      total += size
      if total > PackLimits.bytes { throw PackError.tooLarge }
      if let last = files.last?.path.description, !last.utf8.lexicographicallyPrecedes(path.description.utf8) {
        throw PackError.archive(.notSorted)
      }
      let start = place + block
      let end = start + size + padding(size)
      // Behind the last file are two empty blocks.
      guard end + 2 * block <= archive.count else { throw PackError.archive(.endsEarly) }
      guard archive[start + size..<end].allSatisfy({ $0 == 0 }) else {
        throw PackError.archive(.padding(path: path.description))
      }
      files.append(PackContents.File(path: path, bytes: Array(archive[start..<start + size])))
      place = end
    }
    guard archive[place...].allSatisfy({ $0 == 0 }) else { throw PackError.archive(.header(at: place)) }
    guard archive.count == place + 2 * block else { throw PackError.archive(.longer) }
    return try PackContents(files)
  }

  /// The path and size of a header, which must be the one that would be written for them.
  private static func entry(_ head: ArraySlice<UInt8>, at place: Int) throws -> (PackPath, Int) {
    let start = head.startIndex
    guard head[start + 257..<start + 262].elementsEqual("ustar".utf8) else { throw PackError.archive(.notArchive) }
    let name = head[start..<start + PackPath.longest].prefix { $0 != 0 }
    let kind = head[start + kindPlace]
    guard kind == UInt8(ascii: "0") else {
      throw PackError.archive(.kind(path: String(decoding: name, as: UTF8.self), kind))
    }
    let path = try PackPath(bytes: name)
    let digits = String(decoding: head[start + 124..<start + 135], as: UTF8.self)
    guard let size = Int(digits, radix: 8), size >= 0, head.elementsEqual(header(path: path.description, size: size))
    else { throw PackError.archive(.header(at: place)) }
    return (path, size)
  }

  private static func compression(_ bytes: [UInt8]) -> String? {
    let marks: [(name: String, mark: [UInt8])] = [
      ("gzip", [0x1F, 0x8B]), ("zip", [0x50, 0x4B, 3, 4]), ("xz", [0xFD, 0x37, 0x7A, 0x58]),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]), ("bzip2", [0x42, 0x5A, 0x68]),
    ]
    return marks.first { bytes.starts(with: $0.mark) }?.name
  }
}
