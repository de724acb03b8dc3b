/// The keys of a JSON object as its bytes have them: a parser would lose their order.
enum JSONKeys {
  /// The keys of the outermost object, or of the object under `path` in it.
  static func of(_ json: some Collection<UInt8>, under path: [String] = []) -> [String] {
    var keys: [String] = []
    var stack: [String] = []
    var text: [UInt8] = []
    var isInText = false
    var isEscaped = false
    var last = ""
    for byte in json {
      if isInText {
        if !isEscaped, byte == UInt8(ascii: "\"") {
          last = String(decoding: text, as: UTF8.self)
          isInText = false
        } else {
          isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
          text.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInText = true
        text.removeAll(keepingCapacity: true)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        stack.append(last)
        last = ""
      case UInt8(ascii: "}"), UInt8(ascii: "]"): stack.removeLast()
      // The outermost object has no key of its own.
      case UInt8(ascii: ":") where Array(stack.dropFirst()) == path && !stack.isEmpty: keys.append(last)
      default: break
      }
    }
    return keys
  }
}
