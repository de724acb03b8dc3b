/// The form in which systems keep time zones: TZif of RFC 8536, versions 1 to 4.
///
/// A file is never trusted: each count is held against the bytes that are there, each index against its table.
struct ZoneFile {
  /// RFC 8536, 3.2: offsets are less than 25 hours to the west and 26 to the east.
  static let greatestOffset = 26 * 3600

  private let identifier: String
  private let bytes: [UInt8]
  private var position = 0

  /// The zone that `bytes` describe.
  static func zone(_ identifier: String, _ bytes: [UInt8]) throws(ZoneError) -> Zone {
    var file = ZoneFile(identifier: identifier, bytes: bytes)
    let old = try file.header()
    guard old.version != 0 else { return try file.block(old, timeSize: 4, hasFooter: false) }
    // The first block repeats for old readers what the second says in full.
    _ = try file.take(old.byteCount(timeSize: 4))
    return try file.block(try file.header(), timeSize: 8, hasFooter: true)
  }

  private init(identifier: String, bytes: [UInt8]) {
    self.identifier = identifier
    self.bytes = bytes
  }

  /// The six counts of a header, in its order.
  private struct Header {
    let version: UInt8
    let universalFlags, standardFlags, leapSeconds, times, kinds, letters: Int

    func byteCount(timeSize: Int) -> Int {
      times * (timeSize + 1) + kinds * 6 + letters + leapSeconds * (timeSize + 4) + standardFlags + universalFlags
    }
  }

  private mutating func header() throws(ZoneError) -> Header {
    let start = try take(44)
    guard start.prefix(4).elementsEqual("TZif".utf8) else { throw problem("it does not start with TZif") }
    var counts: [Int] = []
    for place in stride(from: start.startIndex + 20, to: start.endIndex, by: 4) {
      let count = number(bytes[place..<(place + 4)])
      guard 0...Int64(bytes.count) ~= count else { throw problem("a count is greater than the file") }
      counts.append(Int(count))
    }
    return Header(
      version: bytes[start.startIndex + 4], universalFlags: counts[0], standardFlags: counts[1],
      leapSeconds: counts[2], times: counts[3], kinds: counts[4], letters: counts[5])
  }

  private mutating func block(_ header: Header, timeSize: Int, hasFooter: Bool) throws(ZoneError) -> Zone {
    guard header.leapSeconds == 0 else { throw problem("it counts leap seconds") }
    let times = try take(header.times * timeSize)
    let kindAfter = Array(try take(header.times))
    let kindRows = try take(header.kinds * 6)
    let letters = try take(header.letters)
    _ = try take(header.standardFlags + header.universalFlags)

    let transitions = stride(from: times.startIndex, to: times.endIndex, by: timeSize)
      .map { number(bytes[$0..<($0 + timeSize)]) }
    guard zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw problem("its changes are not in order")
    }
    var kinds: [Zone.LocalTime] = []
    for row in stride(from: kindRows.startIndex, to: kindRows.endIndex, by: 6) {
      kinds.append(try kind(bytes[row..<(row + 6)], letters))
    }
    guard !kinds.isEmpty, kindAfter.allSatisfy({ Int($0) < kinds.count }) else {
      throw problem("it names a kind of time that it does not have")
    }
    return Zone(
      identifier: identifier, transitions: transitions, kindAfter: kindAfter, kinds: kinds,
      rule: hasFooter ? try footer() : nil)
  }

  private func kind(_ row: ArraySlice<UInt8>, _ letters: ArraySlice<UInt8>) throws(ZoneError) -> Zone.LocalTime {
    let offset = number(row.prefix(4))
    let name = letters.dropFirst(Int(row[row.startIndex + 5]))
    guard abs(offset) <= Int64(Self.greatestOffset), let end = name.firstIndex(of: 0) else {
      throw problem("a kind of time is not whole")
    }
    // The letters are printed: nothing but ASCII that can be seen gets through.
    let abbreviation = name[..<end].filter { 33...126 ~= $0 }
    return Zone.LocalTime(offset: Int(offset), abbreviation: String(decoding: abbreviation, as: UTF8.self))
  }

  private mutating func footer() throws(ZoneError) -> ZoneRule? {
    guard try take(1).first == 10, let end = bytes[position...].firstIndex(of: 10) else {
      throw problem("its last line is missing")
    }
    let text = bytes[position..<end]
    guard !text.isEmpty else { return nil }
    guard let rule = text.withUnsafeBufferPointer({ ZoneRule($0) }) else {
      throw problem("its rule for later years is none")
    }
    return rule
  }

  private mutating func take(_ count: Int) throws(ZoneError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw problem("it ends too early") }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// The signed number that `slice` writes, highest byte first.
  private func number(_ slice: ArraySlice<UInt8>) -> Int64 {
    let value = slice.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return slice.count == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }

  private func problem(_ text: String) -> ZoneError { .damaged(identifier, problem: text) }
}
