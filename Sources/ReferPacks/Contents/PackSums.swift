import Crypto

/// The SHA-256 of every file of a pack, as the file `pack.sums` holds them: `sha256sum -c pack.sums` checks it.
package enum PackSums {
  package static let file = "pack.sums"

  /// A line for each file but this one and the signatures, which stand on it.
  package static func text(of contents: PackContents) -> [UInt8] {
    var text = ""
    for entry in contents.files where ![file, PackSignatures.file].contains(entry.path.description) {
      text += "\(digest(entry.bytes))  \(entry.path)\n"
    }
    return Array(text.utf8)
  }

  /// SHA-256 (FIPS 180-4) in 64 small hexadecimal digits.
  package static func digest(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
