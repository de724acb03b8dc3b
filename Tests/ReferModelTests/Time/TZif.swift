import Foundation
import ReferModel

/// A zone file put together by a test, whole or broken.
struct TZif {
  var version = UInt8(ascii: "2")
  var changes: [Int64] = []
  var kinds: [Int32] = [0]
  var kindAfter: [UInt8] = []
  var letters = Array("ABC\0".utf8)
  var leapSeconds: UInt32 = 0
  var footer = "\n\n"

  var bytes: [UInt8] {
    guard version != 0 else { return block(timeSize: 4) }
    return TZif(version: version).block(timeSize: 4) + block(timeSize: 8) + Array(footer.utf8)
  }

  private func block(timeSize: Int) -> [UInt8] {
    let counts = [0, 0, leapSeconds, UInt32(changes.count), UInt32(kinds.count), UInt32(letters.count)]
    var bytes = Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
    bytes += counts.flatMap { Self.bigEndian(UInt64($0), 4) }
    bytes += changes.flatMap { Self.bigEndian(UInt64(bitPattern: $0), timeSize) }
    bytes += kindAfter
    for kind in kinds { bytes += Self.bigEndian(UInt64(bitPattern: Int64(kind)), 4) + [0, 0] }
    return bytes + letters + Array(repeating: 0, count: Int(min(leapSeconds, 4)) * (timeSize + 4))
  }

  private static func bigEndian(_ value: UInt64, _ size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }
}

extension ZoneFixture {
  static func bytes(_ name: String) -> [UInt8] {
    files[name].flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
  }

  static func zone(_ name: String) throws -> Zone {
    try Zone(identifier: name, file: bytes(name))
  }
}
