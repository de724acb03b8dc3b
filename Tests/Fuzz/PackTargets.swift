import ReferPacks

/// Any bytes as an archive of a pack: what is taken is written as the same bytes, and stays inside its limits.
enum ArchiveTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    let archive = Array(bytes)
    let contents: PackContents
    do {
      contents = try PackArchive.read(archive)
    } catch let error as PackError {
      return Fuzz.expect(!error.description.isEmpty, "an error without words")
    }
    Fuzz.expect(PackArchive.write(contents) == archive, "one pack has two archives")
    for file in contents.files {
      Fuzz.expect(!file.path.description.split(separator: "/").contains(".."), "\(file.path) leaves the pack")
    }
    do {
      let pack = try Pack(contents)
      Fuzz.expect(try Pack(pack.contents).digest == pack.digest, "one pack has two digests")
    } catch let error as PackError {
      Fuzz.expect(!error.description.isEmpty, "an error without words")
    }
  }
}

/// Any bytes as each of the files that packs are described in: what is taken is written so that it reads the same.
enum ManifestTarget {
  static func run(_ bytes: UnsafeRawBufferPointer) throws {
    let text = Array(bytes)
    try tried { _ = try PackManifest(text) }
    try tried {
      let lock = try PackLock(text)
      Fuzz.expect(try PackLock(lock.text) == lock, "a lock file is read as another")
    }
    try tried {
      let book = try TrustBook(text)
      Fuzz.expect(try TrustBook(book.text).text == book.text, "a file of trust is read as another")
    }
  }

  private static func tried(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as PackError {
      Fuzz.expect(!error.description.isEmpty, "an error without words")
    }
  }
}
