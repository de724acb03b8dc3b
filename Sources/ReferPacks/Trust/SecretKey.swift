import Crypto
import Foundation

/// A private key of Ed25519 with which packs are signed. Its line is for a file that nobody else may read.
package struct SecretKey: Sendable {
  package static let kind = "refer-secret-ed25519"

  package let label: String
  private let seed: [UInt8]

  /// A new key, from the system's source of random numbers.
  package init(label: String) {
    self.label = label
    seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
  }

  /// Nil for what is no such line.
  package init?(line: String) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 3, words[0] == Self.kind, KeyName.isName(words[2]), let seed = Base64Text.bytes(words[1]),
      seed.count == 32
    else { return nil }
    label = words[2]
    self.seed = seed
  }

  package var line: String { "\(Self.kind) \(Base64Text.of(seed)) \(label)" }

  /// - Throws: ``PackError/badKey(_:)`` where the crypto library refuses the key.
  package func publicKey() throws -> PublicKey {
    guard let key = PublicKey(bytes: Array(try signing().publicKey.rawRepresentation), label: label) else {
      throw PackError.badKey(label)
    }
    return key
  }

  func sign(_ text: [UInt8]) throws -> PackSignature {
    do {
      return PackSignature(key: try publicKey().labelled(nil), bytes: Array(try signing().signature(for: text)))
    } catch is CryptoKitError {
      throw PackError.badKey(label)
    }
  }

  private func signing() throws -> Curve25519.Signing.PrivateKey {
    do {
      return try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    } catch {
      throw PackError.badKey(label)
    }
  }
}
