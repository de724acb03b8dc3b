/// How large a pack may be: what no honest one needs, and no machine notices.
package enum PackLimits {
  /// Files in a pack.
  package static let files = 1000
  /// Bytes of all its files together.
  package static let bytes = 16 << 20
  /// Bytes of its manifest.
  package static let manifest = 64 << 10
  /// Keys of a group that signs.
  package static let keys = 32
}
