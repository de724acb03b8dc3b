/// What stands before the colon: group, name and parameters.
struct VCardHeader {
  /// No real property comes near it; it bounds what one hostile line can cost.
  static let mostParameters = 1_000

  var group: String?
  var name: VCardName
  var parameters: [VCardParameter] = []
  var encoding = VCardEncoding.plain
  var charset: VCardCharset?
  /// Where the value begins, behind the colon.
  var valueStart: Int

  /// A header of one's own making.
  init(group: String?, name: String, parameters: [VCardParameter], valueStart: Int) {
    (self.group, self.name, self.parameters, self.valueStart) = (group, VCardName(name), parameters, valueStart)
    for parameter in parameters { note(parameter) }
  }

  fileprivate init(_ group: String?, _ name: VCardName, _ parameters: [VCardParameter], valueStart: Int) {
    (self.group, self.name, self.parameters, self.valueStart) = (group, name, parameters, valueStart)
    for parameter in parameters { note(parameter) }
  }

  /// Reads the header of an unfolded line, or says why it is none.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ span: Range<Int>) -> Result<VCardHeader, Flaw> {
    var scanner = Scanner(bytes: bytes, end: span.upperBound, place: span.lowerBound)
    let result = scanner.header()
    // A quote that belongs to the value may have hidden the colon.
    if case .failure(.noColon) = result, scanner.sawQuotes {
      scanner = Scanner(bytes: bytes, end: span.upperBound, place: span.lowerBound, quotes: false)
      return scanner.header()
    }
    return result
  }

  /// Why a line is no property.
  enum Flaw: Error {
    case noColon, noName, frame, tooManyParameters

    var message: String {
      switch self {
      case .noColon: "this line of a card has no ':' and was left out"
      case .noName: "this line of a card has no name before its ':' and was left out"
      case .frame: "this line begins or ends something that is no card and was left out"
      case .tooManyParameters: "this line has more than \(VCardHeader.mostParameters) parameters and was left out"
      }
    }
  }

  private mutating func note(_ parameter: VCardParameter) {
    if parameter.key == "ENCODING" {
      if let encoding = parameter.values.lazy.compactMap(VCardEncoding.named).first { self.encoding = encoding }
    } else if parameter.key == "CHARSET" {
      charset = parameter.values.first.flatMap(VCardCharset.init(named:))
    }
  }
}

extension VCardHeader {
  /// Walks over the bytes of one header.
  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    var place: Int
    /// Quotes hold parameter values together.
    var quotes = true
    private(set) var sawQuotes = false
    private var values = 0

    init(bytes: UnsafeBufferPointer<UInt8>, end: Int, place: Int, quotes: Bool = true) {
      (self.bytes, self.end, self.place, self.quotes) = (bytes, end, place, quotes)
    }

    mutating func header() -> Result<VCardHeader, Flaw> {
      let start = place
      var dot: Int?
      while place < end, bytes[place] != UInt8(ascii: ":"), bytes[place] != UInt8(ascii: ";") {
        if bytes[place] == UInt8(ascii: ".") { dot = place }
        place += 1
      }
      guard place < end else { return .failure(.noColon) }
      let group = dot.map { text(start, $0) }
      let name = name(dot.map { $0 + 1 } ?? start, place)
      guard !name.text.isEmpty else { return .failure(.noName) }
      if name.key == "BEGIN" || name.key == "END" { return .failure(.frame) }
      var parameters: [VCardParameter] = []
      while place < end, bytes[place] == UInt8(ascii: ";") {
        place += 1
        if let parameter = parameter() { parameters.append(parameter) }
        if parameters.count > mostParameters || values > mostParameters { return .failure(.tooManyParameters) }
      }
      guard place < end else { return .failure(.noColon) }
      return .success(VCardHeader(group, name, parameters, valueStart: place + 1))
    }

    /// Nil for nothing between two separators.
    private mutating func parameter() -> VCardParameter? {
      let start = place
      while place < end, !isStop(bytes[place]), bytes[place] != UInt8(ascii: "=") {
        if quotes, bytes[place] == UInt8(ascii: "\"") { break }
        place += 1
      }
      if place < end, bytes[place] == UInt8(ascii: "=") {
        let name = name(start, place)
        place += 1
        return VCardParameter(name, list())
      }
      place = start
      let words = list().map(Self.trimmed).filter { !$0.isEmpty }
      return words.isEmpty ? nil : .bare(words)
    }

    private mutating func list() -> [String] {
      var list = [value()]
      while place < end, bytes[place] == UInt8(ascii: ","), values <= mostParameters {
        place += 1
        list.append(value())
      }
      return list
    }

    private mutating func value() -> String {
      values += 1
      var pieces: [UInt8] = []
      var start = place
      while place < end, !isStop(bytes[place]) {
        if quotes, bytes[place] == UInt8(ascii: "\""), let close = closingQuote() {
          sawQuotes = true
          pieces.append(contentsOf: bytes[start..<place])
          pieces.append(contentsOf: bytes[place + 1..<close])
          place = close + 1
          start = place
        } else {
          place += 1
        }
      }
      if pieces.isEmpty { return CaretEscapes.decode(raw(start, place)) }
      pieces.append(contentsOf: bytes[start..<place])
      return CaretEscapes.decode(pieces.withUnsafeBufferPointer { VCardCharset.decode($0, as: nil) })
    }

    private mutating func closingQuote() -> Int? {
      if let close = bytes[(place + 1)..<end].firstIndex(of: UInt8(ascii: "\"")) { return close }
      quotes = false
      return nil
    }

    private func isStop(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
    }

    private func raw(_ from: Int, _ to: Int) -> String {
      VCardCharset.decode(UnsafeBufferPointer(rebasing: bytes[from..<to]), as: nil)
    }

    private func text(_ from: Int, _ to: Int) -> String { name(from, to).text }

    private func name(_ from: Int, _ to: Int) -> VCardName {
      var (from, to) = (from, to)
      while from < to, bytes[from] == 0x20 || bytes[from] == 0x09 { from += 1 }
      while from < to, bytes[to - 1] == 0x20 || bytes[to - 1] == 0x09 { to -= 1 }
      return VCardName.read(UnsafeBufferPointer(rebasing: bytes[from..<to]))
    }

    private static func trimmed(_ text: String) -> String {
      guard text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
