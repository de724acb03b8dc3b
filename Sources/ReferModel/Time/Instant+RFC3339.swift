extension Instant: CustomStringConvertible {
  /// The instant that `text` gives, as RFC 3339 has it; `t`, `z` and a space for the `T` will do.
  package init(rfc3339 text: String) throws(TimeTextError) {
    self = try TextCursor.read(text, Self.timestamp)
  }

  /// The instant that these bytes of UTF-8 give, without a copy of them.
  package init(rfc3339 bytes: UnsafeBufferPointer<UInt8>) throws(TimeTextError) {
    var cursor = TextCursor(bytes)
    self = try Self.timestamp(&cursor)
  }

  private static func timestamp(_ cursor: inout TextCursor) throws(TimeTextError) -> Instant {
    let parts = try Timestamp(&cursor)
    guard parts.hasSeconds, let offset = parts.offset, cursor.isAtEnd else { throw .notATimestamp }
    return try parts.instant(offset: offset)
  }

  /// This instant in UTC, like 2026-05-23T14:05:00Z; a part of a second only where there is one, in milliseconds.
  package var description: String {
    let milliseconds = Int64((seconds * 1000).rounded())
    let parts = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let fraction = Int(parts.remainder < 0 ? parts.remainder + 1000 : parts.remainder)
    let time = CivilDateTime(secondsSinceEpoch: parts.remainder < 0 ? parts.quotient - 1 : parts.quotient)
    return String(unsafeUninitializedCapacity: 32) { buffer in
      var writer = DigitWriter(buffer)
      writer.write(time.date)
      writer.write("T")
      writer.write(time.hour, digits: 2)
      writer.write(":")
      writer.write(time.minute, digits: 2)
      writer.write(":")
      writer.write(time.second, digits: 2)
      if fraction > 0 {
        writer.write(".")
        switch (fraction % 100, fraction % 10) {
        case (0, _): writer.write(fraction / 100, digits: 1)
        case (_, 0): writer.write(fraction / 10, digits: 2)
        default: writer.write(fraction, digits: 3)
        }
      }
      writer.write("Z")
      return writer.count
    }
  }
}

extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(TimeTextError) {
      try self.init(rfc3339: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
