import Crypto
import Foundation

/// A public key of Ed25519 (RFC 8032), and the name that its line gives it.
///
/// The line is `refer-ed25519 BASE64 NAME`. The name is a label: two keys are the same by their bytes.
package struct PublicKey: Sendable, Hashable {
  package static let kind = "refer-ed25519"

  /// 32 of them.
  package let bytes: [UInt8]
  package let label: String?

  package init?(bytes: [UInt8], label: String? = nil) {
    guard bytes.count == 32, (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else { return nil }
    self.bytes = bytes
    self.label = label
  }

  /// Nil for a line that is no key.
  package init?(line: String) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard (2...3).contains(words.count), words[0] == Self.kind, let bytes = Base64Text.bytes(words[1]) else {
      return nil
    }
    if words.count == 3, !KeyName.isName(words[2]) { return nil }
    self.init(bytes: bytes, label: words.count == 3 ? words[2] : nil)
  }

  package var line: String { "\(Self.kind) \(Base64Text.of(bytes))" + (label.map { " \($0)" } ?? "") }

  /// The first 16 bytes of the key's SHA-256, in groups for reading aloud.
  package var fingerprint: String {
    let digits = Array(PackSums.digest(bytes).prefix(32))
    return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<$0 + 4]) }.joined(separator: "-")
  }

  package func labelled(_ label: String?) -> PublicKey { PublicKey(bytes: bytes, label: label) ?? self }

  package static func == (one: PublicKey, other: PublicKey) -> Bool { one.bytes == other.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  func isValid(_ signature: [UInt8], over text: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
    return key.isValidSignature(signature, for: text)
  }
}

/// The name of a key in files and commands: letters, digits, `.`, `_`, `@` and `-`, at most 40.
package enum KeyName {
  package static func isName(_ text: String) -> Bool {
    guard (1...40).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "."),
      text.utf8.first != UInt8(ascii: "-"),
      !PackPath.isReserved(text)
    else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "@"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}

/// Base 64 (RFC 4648, section 4), in the one spelling that each text has.
enum Base64Text {
  static func of(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func bytes(_ text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
    return Array(data)
  }
}
