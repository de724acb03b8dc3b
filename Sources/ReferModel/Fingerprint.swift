/// Tells whether two texts are the same without keeping them: FNV-1a of 64 bits. Not for what an enemy writes.
package enum Fingerprint {
  /// Sixteen hexadecimal digits.
  package static func of(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
