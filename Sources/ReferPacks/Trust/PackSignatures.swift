/// One signature of a pack.
package struct PackSignature: Hashable, Sendable {
  package let key: PublicKey
  /// 64 of them (RFC 8032, 5.1.6).
  package let bytes: [UInt8]
}

/// The signatures of a pack, which all are true, as its file `pack.signatures` holds them: a line
/// `refer-ed25519 KEY SIGNATURE` each, no key twice. Where the manifest names no group, the first line is that of the
/// key which stands for the pack, and all sign that it does; the other lines, else all, are sorted by key.
package struct PackSignatures: Hashable, Sendable {
  package static let file = "pack.signatures"

  package private(set) var list: [PackSignature] = []
  private let isOfGroup: Bool

  package init(isOfGroup: Bool) { self.isOfGroup = isOfGroup }

  package var keys: [PublicKey] { list.map(\.key) }

  /// - Parameter statement: what is signed, by the key of the first line.
  /// - Throws: ``PackError`` where a line is not what would be written, or any signature is not true.
  init(_ text: [UInt8], isOfGroup: Bool, over statement: (PublicKey) -> [UInt8]) throws {
    self.init(isOfGroup: isOfGroup)
    guard let lines = String(validating: text, as: UTF8.self) else { throw PackError.badSignatures(line: 1) }
    for (number, line) in lines.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 3, words[0] == PublicKey.kind, let bytes = Base64Text.bytes(words[1]),
        let key = PublicKey(bytes: bytes), let signature = Base64Text.bytes(words[2]), list.count < PackLimits.keys
      else { throw PackError.badSignatures(line: number + 1) }
      guard key.isValid(signature, over: statement(list.first?.key ?? key)) else {
        throw PackError.falseSignature(key.fingerprint)
      }
      list.append(PackSignature(key: key, bytes: signature))
    }
    // One spelling of each list: nothing can be changed in it that does not show.
    guard !list.isEmpty, try PackSignatures(isOfGroup: isOfGroup).adding(contentsOf: list).text == text else {
      throw PackError.badSignatures(line: 1)
    }
  }

  /// - Throws: ``PackError/signedTwice(_:)`` for a key that has signed already.
  func adding(_ signature: PackSignature) throws -> PackSignatures { try adding(contentsOf: [signature]) }

  private func adding(contentsOf more: [PackSignature]) throws -> PackSignatures {
    var all = self
    for signature in more {
      if all.keys.contains(signature.key) { throw PackError.signedTwice(signature.key.fingerprint) }
      all.list.append(signature)
    }
    all.list[(isOfGroup ? 0 : 1)...].sort { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    return all
  }

  var text: [UInt8] {
    Array(list.map { "\($0.key.line) \(Base64Text.of($0.bytes))\n" }.joined().utf8)
  }
}
