import Testing

@testable import ReferPacks

@Suite("The archive")
struct ArchiveTests {
  private static let block = 512

  @Test("the same files give the same bytes, in whatever order they come")
  func reproducible() throws {
    let files = try ["b", "a/z", "a", "A2", "ä"].map { try Sample.file($0 == "a" ? "a0" : $0, $0) }
    let one = PackArchive.write(try PackContents(files))
    let other = PackArchive.write(try PackContents(files.reversed()))
    #expect(one == other && one.count % Self.block == 0)
    #expect(try PackArchive.read(one).files == (try PackContents(files).files))
  }

  @Test("every size of a file comes back", arguments: [0, 1, 511, 512, 513, 1024, 4097])
  func sizes(_ size: Int) throws {
    let file = PackContents.File(path: try PackPath("x"), bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0) })
    #expect(try PackArchive.read(PackArchive.write(PackContents([file]))).files == [file])
  }

  @Test("a signed archive with any byte changed is refused", arguments: [1, 0x20, 0x80, 0xFF] as [UInt8])
  func everyByte(_ mask: UInt8) throws {
    let (alice, bob) = (SecretKey(label: "alice"), SecretKey(label: "bob"))
    let pack = try Sample.pack().signed(by: alice).signed(by: bob)
    var trust = TrustBook()
    trust.pin(try #require(try trust.judge(pack).pin), to: pack.name)
    var archive = PackArchive.write(pack.contents)
    #expect(try trust.judge(Pack(PackArchive.read(archive))).ground == .pinned)
    for place in archive.indices {
      archive[place] ^= mask
      #expect(throws: PackError.self, "byte \(place)") { try trust.judge(Pack(PackArchive.read(archive))) }
      archive[place] ^= mask
    }
  }

  @Test("an archive cut anywhere, or with anything behind its end, is refused")
  func cut() throws {
    let archive = PackArchive.write(try Sample.contents())
    for count in 0..<archive.count {
      #expect(throws: PackError.self, "\(count) bytes") { try PackArchive.read(Array(archive.prefix(count))) }
    }
    for more in [[0], [1], [UInt8](repeating: 0, count: 512), archive] as [[UInt8]] {
      #expect(throws: PackError.self) { try PackArchive.read(archive + more) }
    }
  }

  /// One file's entry and the end, with bytes of the header changed and its sum made right again.
  private func archive(_ name: String = "rules.lua", _ changes: [(Int, String)]) throws -> [UInt8] {
    var bytes = PackArchive.write(try PackContents([Sample.file("rules.lua", "x")]))
    func put(_ text: String, at place: Int, of width: Int) {
      for offset in 0..<width { bytes[place + offset] = 0 }
      for (offset, byte) in text.utf8.enumerated() { bytes[place + offset] = byte }
    }
    put(name, at: 0, of: 100)
    for (place, text) in changes { for (offset, byte) in text.utf8.enumerated() { bytes[place + offset] = byte } }
    for place in 148..<156 { bytes[place] = 0x20 }
    let digits = String(bytes.prefix(512).reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - digits.count) + digits + "\0 ", at: 148, of: 8)
    return bytes
  }

  @Test(
    "only plain files are taken",
    arguments: [
      ("1", "a link"), ("2", "a link"), ("3", "a device"), ("4", "a device"), ("5", "a folder"), ("6", "a device"),
      ("7", "an extended header"), ("x", "an extended header"), ("g", "an extended header"), ("L", "an extended header"),
      ("K", "a link"), ("S", "a sparse file"), ("\0", "an extended header"),
    ])
  func kinds(_ letter: String, _ name: String) throws {
    let error = refusal { try PackArchive.read(archive("rules.lua", [(156, letter)])) }
    #expect(error?.description == "'rules.lua' is \(name), and only plain files can stand in a pack")
  }

  @Test(
    "paths out of the pack are refused",
    arguments: ["../rules.lua", "/etc/passwd", "a/../../b", "..", ".ssh/authorized_keys", "C:\\x", "con"])
  func paths(_ name: String) throws {
    guard case .path(name, _)? = refusal({ try PackArchive.read(archive(name, [])) }) else {
      Issue.record("taken")
      return
    }
  }

  @Test(
    "a header that is not the one that would be written is refused",
    arguments: [
      (100, "0000755"), (100, "0004755"), (108, "0000001"), (116, "0000001"), (124, "77777777777"), (124, "-0000000001"),
      (124, "0x000000001"), (136, "00000000001"), (157, "target"), (263, "01"), (265, "root"), (297, "root"),
      (329, "0000001"), (345, "prefix"), (508, "x"), (124, "00000000002"), (124, "00100000001"),
    ])
  func headers(_ place: Int, _ text: String) throws {
    _ = refusal { try Pack(PackArchive.read(archive("rules.lua", [(place, text)]))) }
  }

  @Test("files out of order, or twice, are refused")
  func order() throws {
    let one = PackArchive.write(try PackContents([Sample.file("a", "1")])).prefix(1024)
    let other = PackArchive.write(try PackContents([Sample.file("b", "2")])).prefix(1024)
    let end = [UInt8](repeating: 0, count: 1024)
    #expect(try PackArchive.read(one + other + end).files.count == 2)
    #expect(refusal { try PackArchive.read(other + one + end) } == .archive(.notSorted))
    #expect(refusal { try PackArchive.read(one + one + end) } == .archive(.notSorted))
  }

  @Test("more files than a pack has, and a million of them, are refused")
  func many() throws {
    let end = [UInt8](repeating: 0, count: 1024)
    var bytes: [UInt8] = []
    for number in 0...PackLimits.files {
      let name = String(number + 100_000)
      bytes += PackArchive.write(try PackContents([Sample.file(name, "")])).prefix(512)
    }
    #expect(refusal { try PackArchive.read(bytes + end) } == .tooManyFiles)
    let million = [UInt8](repeating: 0x61, count: PackArchive.longest + 512)
    #expect(refusal { try PackArchive.read(million) } == .tooLarge)
  }

  @Test("what is compressed is said to be")
  func compressed() {
    let gzip = [0x1F, 0x8B] + [UInt8](repeating: 0, count: 2046)
    #expect(refusal { try PackArchive.read(gzip) } == .archive(.compressed("gzip")))
    #expect(refusal { try PackArchive.read([UInt8](repeating: 0, count: 4096)) } != nil)
  }

  @Test("a pack that was changed after it was built names the file")
  func changed() throws {
    let pack = try Sample.pack()
    let other = try pack.contents.setting("rules.lua", to: Array("-- worse".utf8))
    #expect(refusal { try Pack(other) } == .changed(path: "rules.lua"))
    #expect(refusal { try Pack(pack.contents.setting("more.lua", to: [])) } == .changed(path: "more.lua"))
    let built = try Pack.building(other)
    #expect(!built.dropped && built.pack.digest != pack.digest)
    #expect(try Pack.building(pack.signed(by: SecretKey(label: "a")).contents.setting("x", to: [])).dropped)
  }
}
