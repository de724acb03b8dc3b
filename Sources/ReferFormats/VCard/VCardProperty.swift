/// One property of a card: `item1.TEL;TYPE=work:+49 89 1`.
///
/// The card's bytes are shared by its properties and decoded only when a value is asked for: so a photo that
/// nobody looks at costs nothing. Every text is valid Unicode without NUL.
package struct VCardProperty: Sendable {
  let kind: VCardKind
  /// The first and the last line of the file on which the property stands, from 1.
  package let lines: ClosedRange<Int>
  let encoding: VCardEncoding
  let charset: VCardCharset?
  let escaping: VCardEscaping
  private let storage: [UInt8]
  /// Of the value, in `storage`.
  private let span: Range<Int>
  private let head: Head

  /// Group, name and parameters: where a plain header stands, or what was read of another.
  private enum Head: Sendable {
    case plain(start: Int, hasParameters: Bool)
    case read(Read)
  }

  /// A header that was read whole, with the card behind it where it is an AGENT's.
  private final class Read: Sendable {
    let group: String?
    let name: VCardName
    let parameters: [VCardParameter]
    let agent: VCard?

    /// Of what cannot be read twice; a plain header can.
    static let none = Read(VCardHeader(group: nil, name: "", parameters: [], valueStart: 0), nil)

    init(_ header: VCardHeader, _ agent: VCard?) {
      (group, name, parameters, self.agent) = (header.group, header.name, header.parameters, agent)
    }
  }

  /// A property of one's own making. `value` is escaped as versions 3.0 and 4.0 do.
  package init(
    group: String? = nil, name: String, parameters: [VCardParameter] = [], value: String, agent: VCard? = nil
  ) {
    let bytes = value.utf8.filter { $0 != 0 && $0 != 0x0D }
    self.init(
      VCardHeader(group: group, name: name, parameters: parameters, valueStart: 0), version: .v40, storage: bytes,
      end: bytes.count, lines: 1...1, agent: agent)
  }

  init(
    _ header: VCardHeader, version: VCard.Version, storage: [UInt8], end: Int, lines: ClosedRange<Int>, agent: VCard?
  ) {
    var key = header.name.key
    kind = key.withUTF8 { VCardKind($0) }
    (encoding, charset) = (header.encoding, header.charset)
    escaping = VCardEscaping(version: version, encoding: header.encoding)
    self.storage = storage
    self.lines = lines
    span = header.valueStart..<end
    head = .read(Read(header, agent))
  }

  init(
    _ header: VCardPlainHeader, kind: VCardKind, version: VCard.Version, storage: [UInt8], end: Int,
    lines: ClosedRange<Int>
  ) {
    self.kind = kind
    (encoding, charset) = (.plain, nil)
    escaping = VCardEscaping(version: version, encoding: .plain)
    self.storage = storage
    self.lines = lines
    span = (header.end + 1)..<end
    head = .plain(start: header.group?.lowerBound ?? header.name.lowerBound, hasParameters: header.hasParameters)
  }

  /// What joins properties, such as a number and its label; as it is written.
  package var group: String? { header.group }

  /// As it is written.
  package var name: String { header.name.text }

  /// The name in upper case: what to compare with.
  package var key: String { header.name.key }

  package var parameters: [VCardParameter] { header.parameters }

  private var header: Read {
    switch head {
    case .read(let read): return read
    case .plain(let start, _):
      let read = storage.withUnsafeBufferPointer { VCardHeader.read($0, start..<span.upperBound) }
      guard case .success(let header) = read else { return Read.none }
      return Read(header, nil)
    }
  }

  /// The card inside this one, as AGENT may hold it.
  package var agent: VCard? {
    guard case .read(let read) = head else { return nil }
    return read.agent
  }

  /// What stands behind the colon, unfolded, before quoted-printable is decoded.
  package var rawValue: String {
    withBytes { VCardCharset.decode($0, as: charset) }
  }

  /// The value after quoted-printable and charset, with `\n` for every line end, and its backslashes still in
  /// place. Base64 stays base64, without white space.
  package var value: String {
    switch encoding {
    case .plain: rawValue
    case .quotedPrintable:
      withBytes { raw in
        QuotedPrintable.decode(raw).withUnsafeBufferPointer { VCardCharset.decode($0, as: charset) }
      }
    case .base64:
      withBytes { raw in
        String(decoding: raw.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
      }
    }
  }

  /// How many bytes the value takes up in the file, unfolded.
  package var byteCount: Int { span.count }

  /// The values of the parameters of one name, written in upper case: those of `TYPE="a,b"`, `TYPE=a,b` and
  /// `TYPE=a;TYPE=b` alike.
  package func parameter(_ uppercase: String) -> [String] {
    guard hasParameters else { return [] }
    var found: [String] = []
    for parameter in parameters where parameter.key == uppercase {
      for value in parameter.values {
        if value.utf8.contains(UInt8(ascii: ",")) {
          found += value.split(separator: ",").map(String.init)
        } else {
          found.append(value)
        }
      }
    }
    return found
  }

  /// The first bytes of the value as they stand, for a look at what it is.
  func rawStart(_ count: Int) -> String {
    withBytes { String(decoding: $0.prefix(count), as: UTF8.self) }
  }

  var hasParameters: Bool {
    switch head {
    case .plain(_, let hasParameters): hasParameters
    case .read(let read): !read.parameters.isEmpty
    }
  }

  /// Gives each value of each parameter with the parameter's name, in any case: as ``parameter(_:)``, without strings.
  func forEachParameter(_ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    switch head {
    case .plain(_, false): return
    case .plain(let start, true):
      storage.withUnsafeBufferPointer {
        VCardPlainHeader.forEachParameter(Bytes(rebasing: $0[start..<(span.lowerBound - 1)]), body)
      }
    case .read(let read):
      for parameter in read.parameters {
        var key = parameter.key
        for var value in parameter.values {
          key.withUTF8 { key in
            value.withUTF8 { value in
              for part in value.split(separator: UInt8(ascii: ",")) { body(key, Bytes(rebasing: part)) }
            }
          }
        }
      }
    }
  }

  /// Gives each of the values of TYPE.
  func forEachType(_ body: (Bytes) -> Void) {
    forEachParameter { name, value in if VCardWords.isEqual(name, "TYPE") { body(value) } }
  }

  /// Gives the group and the name, as they are written.
  func withName<Result>(_ body: (_ group: Bytes, _ name: Bytes) -> Result) -> Result {
    switch head {
    case .plain(let start, _):
      return storage.withUnsafeBufferPointer { all in
        let line = all[start..<(span.lowerBound - 1)]
        let whole = line.prefix { $0 != UInt8(ascii: ";") }
        guard let dot = whole.lastIndex(of: UInt8(ascii: ".")) else {
          return body(Bytes(rebasing: whole.prefix(0)), Bytes(rebasing: whole))
        }
        return body(Bytes(rebasing: whole[..<dot]), Bytes(rebasing: whole[(dot + 1)...]))
      }
    case .read(let read):
      var (group, name) = (read.group ?? "", read.name.key)
      return group.withUTF8 { group in name.withUTF8 { body(group, $0) } }
    }
  }

  /// Gives ``value`` as UTF-8.
  func withValue<Result>(_ body: (Bytes) -> Result) -> Result {
    if encoding == .plain, charset != .windows1252 {
      let result = withBytes { UTF8Check.isValid($0) ? body($0) : nil }
      if let result { return result }
    }
    var value = value
    return value.withUTF8(body)
  }

  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// `data:image/jpeg;base64,…` (RFC 2397: what stands before the comma is ASCII).
  var isDataAddress: Bool {
    withBytes { bytes in
      guard VCardWords.isEqual(bytes.prefix(5), "DATA:"), let comma = bytes.prefix(64).firstIndex(of: UInt8(ascii: ","))
      else { return false }
      return bytes[..<comma].allSatisfy { $0 < 0x80 } && VCardWords.isEqual(bytes[..<comma].suffix(7), ";BASE64")
    }
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[span])) }
  }
}
