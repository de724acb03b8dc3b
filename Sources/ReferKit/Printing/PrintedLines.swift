/// What rules print. Each line of a pack stands behind the pack's name, so that none is taken for refer's own.
final class PrintedLines {
  /// By the number that each has among the rules; nil are the user's own.
  private let names: [String?]
  private let write: (UnsafeBufferPointer<UInt8>) -> Void
  /// Whose line has begun and not ended.
  private var open: Int?

  init(of rules: RulesFile, _ write: @escaping (UnsafeBufferPointer<UInt8>) -> Void) {
    names = ([rules] + rules.used).map { $0.pack?.name }
    self.write = write
  }

  /// - Parameter origin: whose rules print.
  func print(_ origin: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    if let open, open != origin {
      emit([10])
      self.open = nil
    }
    guard names.indices.contains(origin), let name = names[origin] else {
      write(bytes)
      open = bytes.last.map { $0 == 10 } ?? (open == nil) ? nil : origin
      return
    }
    var text: [UInt8] = []
    for byte in bytes {
      if open == nil { text += "\(name): ".utf8 }
      text.append(byte)
      open = byte == 10 ? nil : origin
    }
    emit(text)
  }

  private func emit(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer(write) }
}
