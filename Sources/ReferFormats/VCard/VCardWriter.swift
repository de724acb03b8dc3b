/// Writes cards in version 3.0 or 4.0: UTF-8, CRLF, lines folded at 75 bytes and never inside a character.
///
/// Reading the result gives the same properties in the same order: group, name, parameters and
/// ``VCardProperty/content`` as they were. These change, for they say how a value is put into bytes and not what it is:
/// - the parameter CHARSET, and ENCODING with a value that vCards know, are left out, and ENCODING=b stands with
///   base64 in 3.0 again;
/// - base64 becomes a `data:` address in 4.0, in VALUE=uri where no VALUE stands; a `data:` address gets VALUE=uri in
///   3.0 likewise;
/// - a bare word of 2.1 gets its parameter's name, and VERSION, BEGIN and END are the writer's own.
///
/// Nothing else is added, moved or dropped, not even what the version asks for: a card without FN has none after.
package struct VCardWriter: Sendable {
  package enum Version: String, Sendable {
    case v30 = "3.0"
    case v40 = "4.0"
  }

  package let version: Version

  package init(version: Version) { self.version = version }

  package func write(_ card: VCard, to bytes: inout [UInt8]) {
    for line in lines(of: card) {
      // A line that ended with an AGENT's BEGIN would be taken for the beginning of its card.
      ContentLine.write(line, to: &bytes) { $0.startIndex == 0 && VCardWords.isEqual($0.suffix(11), "BEGIN:VCARD") }
    }
  }

  private func lines(of card: VCard) -> [[UInt8]] {
    [Array("BEGIN:VCARD".utf8), Array("VERSION:\(version.rawValue)".utf8)]
      + card.properties.map(line) + [Array("END:VCARD".utf8)]
  }

  private func line(of property: VCardProperty) -> [UInt8] {
    var line: [UInt8] = []
    if let group = property.group { line += Array(group.utf8) + [UInt8(ascii: ".")] }
    line += property.name.utf8
    for parameter in property.parameters where !parameter.isTransfer { write(parameter, to: &line) }
    if let agent = property.agent {
      line.append(UInt8(ascii: ":"))
      writeEscaped(lines(of: agent), to: &line)
    } else if let base64 = property.base64 {
      write(base64: base64, of: property, to: &line)
    } else {
      line.append(UInt8(ascii: ":"))
      line += property.escaping.standard(property.value, shape: VCardShape(key: property.key))
    }
    return line
  }

  private func write(_ parameter: VCardParameter, to line: inout [UInt8]) {
    line.append(UInt8(ascii: ";"))
    line += parameter.name.utf8
    line.append(UInt8(ascii: "="))
    for (number, value) in parameter.values.enumerated() {
      if number > 0 { line.append(UInt8(ascii: ",")) }
      let needsQuotes = value.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")].contains($0) }
      if needsQuotes { line.append(UInt8(ascii: "\"")) }
      line += CaretEscapes.encode(value)
      if needsQuotes { line.append(UInt8(ascii: "\"")) }
    }
  }

  private func write(base64: String, of property: VCardProperty, to line: inout [UInt8]) {
    if property.encoding == .base64, version == .v30 {
      line += ";ENCODING=b:".utf8
      line += property.value.utf8
      return
    }
    if property.parameter("VALUE").isEmpty, !base64.isEmpty { line += ";VALUE=uri".utf8 }
    line.append(UInt8(ascii: ":"))
    if property.isDataAddress {
      line += property.value.utf8
    } else if !base64.isEmpty {
      line += "data:\(VCardMedia.type(of: property));base64,\(base64)".utf8
    }
  }

  private func writeEscaped(_ lines: [[UInt8]], to result: inout [UInt8]) {
    for (number, line) in lines.enumerated() {
      if number > 0 { result += "\\n".utf8 }
      for byte in line {
        if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") {
          result.append(UInt8(ascii: "\\"))
        }
        result.append(byte)
      }
    }
  }
}
