/// One property of a card: `item1.TEL;TYPE=work:+49 89 1`.
///
/// The card's bytes are shared by its properties and decoded only when a value is asked for: so a photo that
/// nobody looks at costs nothing. Every text is valid Unicode without NUL.
package struct VCardProperty: Sendable {
  /// What joins properties, such as a number and its label; as it is written.
  package let group: String?
  /// As it is written.
  package let name: String
  /// The name in upper case: what to compare with.
  package let key: String
  package let parameters: [VCardParameter]
  /// The first and the last line of the file on which the property stands, from 1.
  package let lines: ClosedRange<Int>
  let encoding: VCardEncoding
  let charset: VCardCharset?
  let escaping: VCardEscaping
  private let storage: [UInt8]
  private let span: Range<Int>
  // A list, for a struct cannot hold itself; it holds one card at most.
  private let nested: [VCard]

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
    (group, name, key) = (header.group, header.name.text, header.name.key)
    (parameters, encoding, charset) = (header.parameters, header.encoding, header.charset)
    escaping = VCardEscaping(version: version, encoding: header.encoding)
    self.storage = storage
    self.lines = lines
    span = header.valueStart..<end
    nested = agent.map { [$0] } ?? []
  }

  /// The card inside this one, as AGENT may hold it.
  package var agent: VCard? { nested.first }

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
    guard !parameters.isEmpty else { return [] }
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

  /// `data:image/jpeg;base64,…`
  var isDataAddress: Bool {
    withBytes { bytes in
      guard VCardWords.isEqual(bytes.prefix(5), "DATA:"), let comma = bytes.prefix(64).firstIndex(of: UInt8(ascii: ","))
      else { return false }
      return VCardWords.isEqual(bytes[..<comma].suffix(7), ";BASE64")
    }
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[span])) }
  }
}
