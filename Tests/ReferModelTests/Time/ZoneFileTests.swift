import ReferModel
import Testing

@Suite("Zone files")
struct ZoneFileTests {
  @Test("a file cut anywhere is an error, never a crash", arguments: ["Europe/Berlin", "Asia/Kathmandu"])
  func cutFile(_ name: String) {
    let bytes = ZoneFixture.bytes(name)
    for length in 0..<bytes.count {
      #expect(throws: ZoneError.self) { try Zone(identifier: name, file: Array(bytes[..<length])) }
    }
  }

  @Test("a changed byte is an error or another zone, never a crash or an endless search")
  func changedByte() {
    let bytes = ZoneFixture.bytes("Europe/Berlin")
    for place in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var broken = bytes
        broken[place] = value
        guard let zone = try? Zone(identifier: "Broken", file: broken) else { continue }
        for seconds in [-1e12, -1e9, 0, 1.7e9, 4e9, 1e12] {
          let instant = zone.instant(of: zone.civil(at: Instant(seconds: seconds)))
          _ = zone.localMidnight(of: zone.date(at: instant))
        }
      }
    }
  }

  @Test(
    "a file that is not whole names what is wrong",
    arguments: [
      (TZif(letters: []), "a kind of time is not whole"),
      (TZif(kinds: []), "it names a kind of time that it does not have"),
      (TZif(changes: [0], kindAfter: [1]), "it names a kind of time that it does not have"),
      (TZif(changes: [5, 5], kindAfter: [0, 0]), "its changes are not in order"),
      (TZif(kinds: [100_000]), "a kind of time is not whole"),
      (TZif(leapSeconds: 2), "it counts leap seconds"),
      (TZif(leapSeconds: .max), "a count is greater than the file"),
      (TZif(footer: ""), "it ends too early"),
      (TZif(footer: "\nCET-1"), "its last line is missing"),
      (TZif(footer: "\nCET-1CEST\n"), "its rule for later years is none"),
      (TZif(footer: "\nCET-1CEST,M13.1.0,M10.5.0\n"), "its rule for later years is none"),
    ])
  func damagedFile(_ file: TZif, _ problem: String) {
    #expect(throws: ZoneError.damaged("Test", problem: problem)) {
      try Zone(identifier: "Test", file: file.bytes)
    }
  }

  @Test("version 1 has no rule: the last time stays")
  func firstVersion() throws {
    let file = TZif(version: 0, changes: [-5, 100], kinds: [3600, 7200], kindAfter: [1, 0])
    let zone = try Zone(identifier: "Test", file: file.bytes)
    #expect([-6, -5, 99, 100, 1e10].map { zone.offset(at: Instant(seconds: $0)) } == [3600, 7200, 7200, 3600, 3600])
  }

  @Test(
    "the rule of the last line holds for later years",
    arguments: [
      ("<-03>3", "2050-07-01T00:00:00Z", -10_800),
      ("EST5EDT,M3.2.0,M11.1.0", "2050-03-13T06:59:59Z", -18_000),
      ("EST5EDT,M3.2.0,M11.1.0", "2050-03-13T07:00:00Z", -14_400),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z", 0),
      // Greenland changes on the evening before, so its hours are negative.
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59Z", -7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00Z", -3600),
      // Always in summer time, as RFC 8536 writes it.
      ("XXX3EDT4,0/0,J365/23", "2050-01-01T03:59:59Z", -14_400),
      ("XXX3EDT4,0/0,J365/23", "2050-06-01T00:00:00Z", -14_400),
      ("AAA-1BBB,J60/0,J300/0", "2048-02-29T22:59:59Z", 3600),
      ("AAA-1BBB,J60/0,J300/0", "2048-02-29T23:00:00Z", 7200),
      ("AAA-1BBB,59/0,300/0", "2048-02-28T23:00:00Z", 7200),
    ])
  func rule(_ rule: String, _ utc: String, _ offset: Int) throws {
    let zone = try Zone(identifier: "Test", file: TZif(footer: "\n\(rule)\n").bytes)
    #expect(zone.offset(at: try Instant(rfc3339: utc)) == offset)
  }
}
