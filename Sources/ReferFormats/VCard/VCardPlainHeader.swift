/// Where the parts of a header stand that has only what nearly all have: letters, digits and a few signs, and nothing
/// that says how its value is encoded. Its group, name and parameters are made into strings when asked for.
struct VCardPlainHeader {
  let group: Range<Int>?
  let name: Range<Int>
  let hasParameters: Bool
  /// Where the colon stands.
  let end: Int

  /// Nil for a header that has more, or that is none: ``VCardHeader`` reads all.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int) {
    // A name with more parameters than are read is longer.
    let limit = min(limit, start + 512)
    var (place, dot) = (start, -1)
    while place < limit, Self.isOfName(bytes[place]) {
      if bytes[place] == UInt8(ascii: ".") { dot = place }
      place += 1
    }
    guard place < limit, place > dot + 1, place > start else { return nil }
    group = dot >= 0 ? start..<dot : nil
    name = (dot >= 0 ? dot + 1 : start)..<place
    hasParameters = bytes[place] == UInt8(ascii: ";")
    while place < limit, bytes[place] == UInt8(ascii: ";") {
      place += 1
      if place + 1 >= limit || Self.mayEncode(bytes[place], bytes[place + 1]) { return nil }
      while place < limit, Self.isOfParameter(bytes[place]) { place += 1 }
    }
    guard place < limit, bytes[place] == UInt8(ascii: ":") else { return nil }
    end = place
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func isOfParameter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "^"): false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  /// Whether a parameter that begins so may be ENCODING or CHARSET, or a bare word that stands for one.
  private static func mayEncode(_ first: UInt8, _ second: UInt8) -> Bool {
    switch VCardWords.upper(first) {
    case UInt8(ascii: "E"): VCardWords.upper(second) == UInt8(ascii: "N")
    case UInt8(ascii: "C"): VCardWords.upper(second) == UInt8(ascii: "H")
    case UInt8(ascii: "Q"), UInt8(ascii: "7"), UInt8(ascii: "8"): true
    case UInt8(ascii: "B"): true
    default: false
    }
  }

  /// Gives each value of each parameter with the parameter's name, in any case.
  static func forEachParameter(
    _ header: UnsafeBufferPointer<UInt8>, _ body: (_ name: Bytes, _ value: Bytes) -> Void
  ) {
    for parameter in header.split(separator: UInt8(ascii: ";")).dropFirst() {
      let equals = parameter.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ",") }
      let isNamed = equals.map { parameter[$0] == UInt8(ascii: "=") } ?? false
      let values = isNamed ? parameter[((equals ?? 0) + 1)...] : parameter
      for value in values.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        if isNamed, let equals {
          body(Bytes(rebasing: parameter[..<equals]), Bytes(rebasing: value))
        } else if !value.isEmpty {
          let word = VCardParameter.bareName(Bytes(rebasing: parameter))
          body(Bytes(start: word.utf8Start, count: word.utf8CodeUnitCount), Bytes(rebasing: value))
        }
      }
    }
  }

  typealias Bytes = UnsafeBufferPointer<UInt8>
}
