import Foundation
import ReferModel
import Testing

@Suite("Names of time zones")
struct ZoneDatabaseTests {
  /// A folder of zones of the tests' own, since systems differ in what they have.
  private func database() throws -> ZoneDatabase {
    let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")
    for name in ["Europe/Berlin", "America/New_York"] {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(ZoneFixture.bytes(name)).write(to: file)
    }
    try Data(ZoneFixture.bytes("Europe/Berlin")).write(to: folder.appending(path: "localtime"))
    try Data("DE\t+5230+01322\tEurope/Berlin\nUS\t+404251-0740023\tAmerica/New_York\tEastern\n".utf8)
      .write(to: folder.appending(path: "zone1970.tab"))
    return ZoneDatabase(folders: ["/nowhere", folder.path(percentEncoded: false)])
  }

  private func withDatabase(_ body: (ZoneDatabase) throws -> Void) throws {
    let database = try database()
    defer { try? FileManager.default.removeItem(atPath: database.folders[1]) }
    try body(database)
  }

  @Test("a zone is found by its name in any of the folders")
  func found() throws {
    try withDatabase { database in
      let newYork = try database.zone("America/New_York")
      #expect(newYork.offset(at: Instant(seconds: 0)) == -18_000)
    }
  }

  @Test("an unknown name offers the nearest", arguments: ["Europe/Berlim", "Berlin", "Europa/Berlin", "Europe/BERLIN"])
  func unknownName(_ name: String) throws {
    try withDatabase { database in
      #expect(throws: ZoneError.unknown(name, nearest: "Europe/Berlin")) { try database.zone(name) }
    }
  }

  @Test("a name of another form offers the nearest too, and is not repeated", arguments: ["new york", "New York"])
  func otherForm(_ name: String) throws {
    try withDatabase { database in
      #expect(throws: ZoneError.badName(nearest: "America/New_York")) { try database.zone(name) }
    }
  }

  @Test(
    "a name is never a path, a folder, or the machine's own zone",
    arguments: [
      "../zoneinfo/UTC", "/etc/localtime", "Europe//Berlin", "Europe/../Europe/Berlin", "Europe/", "", ".", "localtime",
      "posix/Europe/Berlin", "Europe/Berlin\0", "Europe/B\u{1B}[31m", String(repeating: "A", count: 65), "Europe",
      "zone1970.tab",
    ])
  func refused(_ name: String) throws {
    try withDatabase { database in
      let error = #expect(throws: ZoneError.self) { try database.zone(name) }
      #expect(error?.description.contains { $0.isNewline || $0 == "\u{1B}" } == false)
    }
  }

  @Test("a machine without zones says so")
  func noDatabase() {
    #expect(throws: ZoneError.noDatabase) { try ZoneDatabase(folders: ["/nowhere"]).zone("Europe/Berlin") }
  }

  @Test("the system's zones are found", .enabled(if: FileManager.default.fileExists(atPath: "/usr/share/zoneinfo")))
  func system() throws {
    let berlin = try Zone(identifier: "Europe/Berlin")
    #expect(berlin.offset(at: try Instant(rfc3339: "2020-07-01T00:00:00Z")) == 7200)
  }
}
