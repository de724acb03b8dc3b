import Foundation

/// How much a test does whose size is its cost.
package enum Trials {
  /// Whether tests shall do less: scripts/sanitize asks for it, for under a sanitizer all takes many times as long, and
  /// scripts/fuzz mutates the same files under one.
  package static let areFew = ProcessInfo.processInfo.environment["REFER_TRIALS"] == "few"
}
