import Foundation
import ReferModel
import Testing

@Suite("Time zones")
struct ZoneTests {
  @Test("changes from 1950 to 2100, and the clock around each, are what Python reads", arguments: ZoneFixture.digests)
  func agreesWithOracle(_ name: String, _ changes: Int, _ digest: UInt64) throws {
    let zone = try ZoneFixture.zone(name)
    let found = Self.changes(of: zone)
    #expect(found.count == changes)
    var sum = Digest()
    for change in found {
      sum.mix(change.at)
      sum.mix(change.before)
      sum.mix(change.after)
      for letter in zone.abbreviation(at: Self.instant(change.at)).utf8 { sum.mix(Int(letter)) }
      for distance in [-3600, -1, 0, 900, 1799, 3600] {
        sum.mix(Self.seconds(zone.instant(of: Self.shown(change.at + change.before + distance))))
      }
      for offset in [change.before, change.after] {
        sum.mix(Self.seconds(zone.localMidnight(of: Self.shown(change.at + offset).date)))
      }
    }
    #expect(sum.value == digest)
  }

  @Test("the clock shows the right time just before and after a change", arguments: ZoneFixture.samples)
  func showsLocalTime(_ name: String, _ utc: String, _ local: String) throws {
    let format = try DateFormat("%F %T %Z %z")
    #expect(format.string(from: try Instant(rfc3339: utc), in: try ZoneFixture.zone(name)) == local)
  }

  @Test("a time that the clock skips is moved forward by as much as the clock")
  func skippedTime() throws {
    let berlin = try ZoneFixture.zone("Europe/Berlin")
    #expect(berlin.instant(of: try civil(2026, 3, 29, 2, 30)).description == "2026-03-29T01:30:00Z")
    #expect(berlin.instant(of: try civil(2026, 3, 29, 1, 59)).description == "2026-03-29T00:59:00Z")
    #expect(berlin.instant(of: try civil(2026, 3, 29, 3, 0)).description == "2026-03-29T01:00:00Z")
  }

  @Test("of two equal times the earlier is meant")
  func repeatedTime() throws {
    let berlin = try ZoneFixture.zone("Europe/Berlin")
    #expect(berlin.instant(of: try civil(2026, 10, 25, 2, 30)).description == "2026-10-25T00:30:00Z")
    let lordHowe = try ZoneFixture.zone("Australia/Lord_Howe")
    #expect(lordHowe.instant(of: try civil(2026, 4, 5, 1, 45)).description == "2026-04-04T14:45:00Z")
  }

  @Test("a day whose midnight is skipped starts when the clock is put forward")
  func skippedMidnight() throws {
    let brazil = try ZoneFixture.zone("America/Sao_Paulo")
    let date = try CivilDate(iso: "2018-11-04")
    #expect(brazil.localMidnight(of: date).description == "2018-11-04T03:00:00Z")
    // As Toronto did in 1919, from 23:30 to 00:30: the day starts at 00:30, not at 01:00.
    let change = try Instant(rfc3339: "1919-03-31T04:30:00Z")
    let toronto = try Zone(
      identifier: "Test",
      file: TZif(changes: [Int64(change.seconds)], kinds: [-18_000, -14_400], kindAfter: [1]).bytes)
    #expect(toronto.localMidnight(of: try CivilDate(iso: "1919-03-31")) == change)
  }

  @Test("every local time of a day leads back to itself or to the same time one offset later")
  func roundTrip() throws {
    for (name, _, _) in ZoneFixture.digests {
      let zone = try ZoneFixture.zone(name)
      for step in 0..<4000 {
        let instant = Instant(seconds: -600_000_000 + Double(step) * 1_170_001)
        let back = zone.instant(of: zone.civil(at: instant))
        #expect(zone.civil(at: back) == zone.civil(at: instant))
        #expect(back <= instant)
      }
    }
  }

  @Test("UTC needs no file")
  func utc() throws {
    #expect(try ZoneDatabase(folders: []).zone("UTC") == .utc)
    #expect(Zone.utc.offset(at: .latest) == 0)
    #expect(Zone.utc.abbreviation(at: .earliest) == "UTC")
  }

  @Test("the first and last instants have a local time everywhere")
  func ends() throws {
    for (name, _, _) in ZoneFixture.digests {
      let zone = try ZoneFixture.zone(name)
      for instant in [Instant.earliest, .latest] {
        #expect(abs(zone.instant(of: zone.civil(at: instant)) - instant) < 1)
      }
    }
  }

  private func civil(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int) throws -> CivilDateTime {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    return try #require(CivilDateTime(date: date, hour: hour, minute: minute))
  }
}

extension ZoneTests {
  /// FNV-1a over numbers, as the oracle has it.
  private struct Digest {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    mutating func mix(_ number: Int) {
      value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x100_0000_01b3
    }
  }

  private static func instant(_ seconds: Int) -> Instant { Instant(seconds: Double(seconds)) }
  private static func seconds(_ instant: Instant) -> Int { Int(instant.seconds) }
  private static func shown(_ seconds: Int) -> CivilDateTime { Zone.utc.civil(at: instant(seconds)) }

  /// The changes of offset, found by looking every three days and then between.
  private static func changes(of zone: Zone) -> [(at: Int, before: Int, after: Int)] {
    var found: [(Int, Int, Int)] = []
    let last = 4_133_980_800
    var time = -631_152_000
    var offset = zone.offset(at: instant(time))
    while time < last {
      let next = min(time + 259_200, last)
      guard zone.offset(at: instant(next)) != offset else {
        time = next
        continue
      }
      var (low, high) = (time, next)
      while high - low > 1 {
        let middle = (low + high) / 2
        if zone.offset(at: instant(middle)) == offset { low = middle } else { high = middle }
      }
      found.append((high, offset, zone.offset(at: instant(high))))
      offset = zone.offset(at: instant(high))
      time = high
    }
    return found
  }
}
