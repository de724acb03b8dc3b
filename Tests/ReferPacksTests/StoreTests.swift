import Foundation
import TestSupport
import Testing

@testable import ReferPacks

@Suite("The installed packs")
struct StoreTests {
  private let folder: TemporaryFolder
  private let store: PackStore

  init() throws {
    folder = try TemporaryFolder()
    store = PackStore(folder: folder.path)
  }

  private func install(_ pack: Pack, isSigned: Bool = false) throws {
    let seen = try store.snapshot()
    let entry = PackLock.Entry(pack, questions: [], source: "here", isSigned: isSigned)
    try store.install(pack, as: entry, pin: try seen.trust.judge(pack, allowsDowngrade: true).pin, over: seen)
  }

  private func load() throws -> Pack {
    let seen = try store.snapshot()
    return try store.load(try #require(seen.lock["sample"]), trust: seen.trust)
  }

  @Test("an update takes the place of the version before")
  func update() throws {
    try install(Sample.pack())
    try install(Sample.pack(version: "1.1.0"))
    #expect(try load().version.description == "1.1.0")
    #expect(try DiskFiles.names(in: "\(store.packs)/sample") == ["1.1.0"])
    #expect(try PackLock(store.snapshot().lock.text) == store.snapshot().lock)
  }

  @Test("what an add that was ended left behind harms nothing, and goes with the next change")
  func leftovers() throws {
    try install(Sample.pack())
    // Before the rename; after it and before the lock file; in the midst of the lock file.
    try folder.write("sample/2.0.0\nother/1.0.0\nsample/1.0.0\n../../x/1.0.0\n", to: "packs/.pending")
    try folder.write("half", to: "packs/.new-1234/rules.lua")
    try folder.write("whole", to: "packs/sample/2.0.0/rules.lua")
    try folder.write("other", to: "packs/other/1.0.0/rules.lua")
    try folder.write("form =", to: ".pack.lock.1234.tmp")
    try folder.write("sample/", to: "packs/..pending.1234.tmp")
    try folder.write("trusted", to: "keys/.trust.toml.1234.tmp")
    try folder.write("refer-secret", to: "keys/.alice.key.1234.tmp")
    // Another change may be writing it.
    try folder.write("[ab", to: ".settings.toml.1234.tmp")
    #expect(try load().version.description == "1.0.0")
    #expect(try store.snapshot().lock.entries.map(\.name.description) == ["sample"])
    try install(Sample.pack(version: "2.0.0"))
    #expect(try load().version.description == "2.0.0")
    #expect(try DiskFiles.names(in: store.packs) == [".lock", "sample"])
    #expect(try DiskFiles.names(in: store.keys) == [TrustBook.file])
    #expect(try DiskFiles.names(in: folder.path) == [".settings.toml.1234.tmp", "keys", "pack.lock", "packs"])
    try SettingsFile.change(in: folder.path) { $0.set("a", of: "ab", to: .text("1")) }
    #expect(try DiskFiles.names(in: folder.path) == ["keys", "pack.lock", "packs", "settings.toml"])
  }

  @Test func `what is written takes the place of a file under a name that no pack holds`() throws {
    try DiskFiles.makeFolder("\(folder.path)/p")
    // Where the rename fails nothing stays.
    try DiskFiles.makeFolder("\(folder.path)/p/pack.sums/x")
    #expect(refusal { try DiskFiles.replace("\(folder.path)/p/pack.sums", with: [1], mode: 0o644) } != nil)
    #expect(try DiskFiles.names(in: "\(folder.path)/p") == ["pack.sums"])
    guard case .file(let path, _)? = refusal({ try DiskFiles.replace("\(folder.path)/none/x.tar", with: [1], mode: 0o644) })
    else {
      Issue.record("written")
      return
    }
    #expect(path == "\(folder.path)/none/x.tar")
    try folder.write("half", to: "p/.pack.sums.1234.tmp")
    try folder.write("x", to: "p/rules.lua")
    try DiskFiles.remove("\(folder.path)/p/pack.sums")
    #expect(try FolderReader.read("\(folder.path)/p").files.map(\.path.description) == ["rules.lua"])
  }

  @Test func `a file whose name is no UTF-8 is told, not left out`() throws {
    try folder.write("x", to: "p/rules.lua")
    let name = Array("\(folder.path)/p/m".utf8) + [0xFC] + Array("ller.lua".utf8)
    let file = open(name.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o644)
    #expect(file >= 0 && close(file) == 0)
    #expect(refusal { try FolderReader.read("\(folder.path)/p") } == .path("m\u{FFFD}ller.lua", .notText))
  }

  @Test func `what refer has not put there stays, whatever is changed`() throws {
    for file in ["packs/notes.txt", "packs/mine/rules.lua", "packs/sample/draft/rules.lua", "packs/sample/3.0.0/rules.lua"] {
      try folder.write("mine", to: file)
    }
    try install(Sample.pack())
    try store.changeTrust { try $0.trust(SecretKey(label: "alice").publicKey()) }
    try install(Sample.pack(version: "2.0.0"))
    // A folder that stands where the pack would go.
    #expect(throws: PackError.occupied("\(store.packs)/sample/3.0.0")) { try install(Sample.pack(version: "3.0.0")) }
    let seen = try store.snapshot()
    try store.remove([try #require(PackName("sample"))], forgets: false, over: seen)
    // The lock file is lost: so is what it knows, and no more.
    try DiskFiles.remove("\(folder.path)/pack.lock")
    try store.changeTrust { _ in }
    #expect(try DiskFiles.names(in: store.packs) == [".lock", "mine", "notes.txt", "sample"])
    #expect(try DiskFiles.names(in: "\(store.packs)/sample") == ["3.0.0", "draft"])
  }

  @Test func `a pack whose folder outlived the lock file is taken up again, for it is the same`() throws {
    try install(Sample.pack())
    try DiskFiles.remove("\(folder.path)/pack.lock")
    try install(Sample.pack())
    #expect(try load().version.description == "1.0.0")
  }

  @Test func `what was signed is not trusted anew where the keys have been lost`() throws {
    let alice = SecretKey(label: "alice")
    try install(Sample.pack().signed(by: alice), isSigned: true)
    let trust = "\(store.keys)/\(TrustBook.file)"
    try DiskFiles.remove(trust)
    #expect(throws: PackError.untrusted("sample", .unpinned)) { try load() }
    for text in ["", "trusted = []\n", "distrusted = []\n"] {
      try folder.write(text, to: "keys/\(TrustBook.file)")
      #expect(throws: PackError.damaged(file: trust)) { try store.snapshot() }
    }
    // Each says where it lies, and what to do.
    for (file, text, place) in [
      ("keys/\(TrustBook.file)", "trusted = [\"x\"]\nx y\n", ":2"), (PackLock.file, "[", ":1"), (PackLock.file, "a = \"\u{0}\"", ""),
    ] {
      try folder.write(text, to: file)
      #expect(refusal { try store.snapshot() } == .damaged(file: "\(folder.path)/\(file)\(place)"), "\(file)")
      try DiskFiles.remove("\(folder.path)/\(file)")
    }
  }

  @Test(
    "a file that is changed, added or taken away is found",
    arguments: ["changed", "added", "removed", "link", "signature"])
  func tampered(_ how: String) throws {
    try install(Sample.pack().signed(by: SecretKey(label: "alice")), isSigned: true)
    let place = "packs/sample/1.0.0"
    switch how {
    case "changed": try folder.write("-- worse", to: "\(place)/rules.lua")
    case "added": try folder.write("-- more", to: "\(place)/more.lua")
    case "removed": try DiskFiles.remove("\(folder.path)/\(place)/rules.lua")
    case "link":
      try DiskFiles.remove("\(folder.path)/\(place)/rules.lua")
      #expect(symlink("/dev/null", "\(folder.path)/\(place)/rules.lua") == 0)
    default: try DiskFiles.remove("\(folder.path)/\(place)/pack.signatures")
    }
    #expect(throws: PackError.self) { try load() }
    // Adding it again mends it.
    try DiskFiles.remove("\(folder.path)/keys")
    try install(Sample.pack())
    #expect(try load().version.description == "1.0.0")
  }

  @Test("sums that are made to fit other files do not pass either")
  func forged() throws {
    try install(Sample.pack())
    let other = try Sample.pack(rules: "-- worse")
    for file in ["rules.lua", PackSums.file] {
      let bytes = try #require(other.contents[file])
      try folder.write(String(decoding: bytes, as: UTF8.self), to: "packs/sample/1.0.0/\(file)")
    }
    #expect(throws: PackError.tampered("sample", PackSums.file)) { try load() }
  }

  @Test("an add that was worked out over another set is refused")
  func meanwhile() throws {
    let seen = try store.snapshot()
    try install(Sample.pack())
    let pack = try Sample.pack(version: "3.0.0")
    #expect(throws: PackError.changedMeanwhile) {
      try store.install(pack, as: PackLock.Entry(pack, questions: [], source: "x", isSigned: false), pin: nil, over: seen)
    }
    #expect(try load().version.description == "1.0.0")
  }

  @Test("many adds at once, on their own threads, leave one whole set")
  func together() async throws {
    let seen = try store.snapshot()
    let store = store
    let count = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          do {
            let pack = try Sample.pack(version: "1.\(number).0")
            try store.install(pack, as: PackLock.Entry(pack, questions: [], source: "x", isSigned: false), pin: nil, over: seen)
            return true
          } catch { return false }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(count == 1)
    #expect(try load().name.description == "sample")
  }

  @Test("a pack whose key has lost its trust is no longer used")
  func distrusted() throws {
    let key = SecretKey(label: "alice")
    try install(Sample.pack().signed(by: key), isSigned: true)
    try store.changeTrust { $0.distrust(try key.publicKey()) }
    #expect(throws: PackError.self) { try load() }
  }

  @Test("a lock file that refer did not write is refused, and so is a newer one")
  func lockFile() throws {
    try install(Sample.pack())
    let text = String(decoding: try store.snapshot().lock.text, as: UTF8.self)
    for damaged in [
      "", "form = 2\n", text + "x = 1\n", text.replacing("name = \"sample\"", with: "name = \"../x\""),
      text.replacing("sha256:", with: "md5:"), text.replacing("1.0.0", with: "1.0"),
      text.replacing("\"industry\"", with: "\"industri\""), text + text.drop { $0 != "[" },
    ] {
      #expect(throws: PackError.self, "\(damaged)") { try PackLock(Array(damaged.utf8)) }
    }
  }

  @Test("a folder with links, devices or too deep paths is no pack")
  func folders() throws {
    try folder.write("x", to: "p/rules.lua")
    try folder.write("secret", to: "p/.git/config")
    #expect(try FolderReader.read("\(folder.path)/p").files.map(\.path.description) == ["rules.lua"])
    #expect(symlink("/etc/passwd", "\(folder.path)/p/link") == 0)
    #expect(refusal { try FolderReader.read("\(folder.path)/p") } == .notPlain("link"))
    try DiskFiles.remove("\(folder.path)/p/link")
    #expect(mkfifo("\(folder.path)/p/pipe", 0o600) == 0)
    #expect(refusal { try FolderReader.read("\(folder.path)/p") } == .notPlain("pipe"))
    try DiskFiles.remove("\(folder.path)/p/pipe")
    try folder.write("x", to: "p/a/b/c/d/e/f/g/h/i")
    #expect(throws: PackError.self) { try FolderReader.read("\(folder.path)/p") }
  }

  @Test("a key is for its owner alone")
  func keys() throws {
    let ring = KeyRing(folder: store.keys)
    let key = try ring.make("alice")
    #expect(try ring.key("alice").publicKey() == key && ring.names() == ["alice"])
    var info = stat()
    #expect(stat("\(store.keys)/alice.key", &info) == 0 && info.st_mode & 0o777 == 0o600)
    #expect(refusal { try ring.make("alice") } != nil)
    #expect(chmod("\(store.keys)/alice.key", 0o644) == 0)
    #expect(refusal { try ring.key("alice") } == .openKey("\(store.keys)/alice.key"))
    for name in ["../x", "", "a/b", ".x", "-x"] { #expect(refusal { try ring.make(name) } == .badKeyName(name)) }
    #expect(refusal { try ring.key("bob") } == .noKey("bob", ["alice"]))
    // What is not accepted is not written.
    #expect(refusal { try ring.make("carol") { _ in throw PackError.nameTaken("carol") } } == .nameTaken("carol"))
    #expect(try ring.names() == ["alice"] && DiskFiles.names(in: store.keys) == ["alice.key"])
  }
}
