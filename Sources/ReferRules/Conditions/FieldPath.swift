import ReferModel

/// A field that a condition reads: of the record itself, or through records inside it ("met_event.kind").
package struct FieldPath: Hashable, Sendable {
  /// As the rules file writes it.
  package let text: String
  /// The records to pass through, as places in a row.
  let steps: [Int]
  let place: Int
  /// Of a map, such as custom: the name in it.
  let key: [UInt8]?
  let kind: Schema.Kind
  /// Missing means unknown, not none.
  let isFact: Bool

  enum Problem: Error, Hashable {
    case unknownField(String, of: String, nearest: String?, remedy: String?)
    case notRecord(String, next: String)
  }

  /// Reads "city", "introduced_by.city" or "custom.Lead Status".
  ///
  /// - Parameter reads: the only fields that exist; nil is every field.
  init(_ text: String, in schema: Schema, reads: FieldSelection? = nil) throws(Problem) {
    var schema = schema
    var steps: [Int] = []
    var isFact = false
    var rest = text[...]
    while true {
      let dot = rest.firstIndex(of: ".")
      let name = String(rest[..<(dot ?? rest.endIndex)])
      let names = schema.names(in: reads)
      guard let place = schema.index[name], names.contains(name) else {
        let remedy = reads?.remedy(for: name, of: schema.kind)
        let nearest = remedy == nil ? Nearest.suggestion(for: name, among: names) : nil
        throw .unknownField(name, of: schema.name, nearest: nearest, remedy: remedy)
      }
      let field = schema.fields[place]
      isFact = isFact || field.isFact
      guard let dot else {
        self.init(text: text, steps: steps, place: place, key: nil, kind: field.kind, isFact: isFact)
        return
      }
      rest = rest[rest.index(after: dot)...]
      switch field.kind {
      case .record(let next):
        steps.append(place)
        schema = Schema.of(next)
      case .map:
        self.init(
          text: text, steps: steps, place: place, key: Array(rest.utf8), kind: .text, isFact: true)
        return
      default: throw .notRecord(name, next: String(rest))
      }
    }
  }

  /// Whether it holds a day as text: "1980-04-16", or "--04-16" without the year.
  var isDay: Bool { key == nil && Schema.days.contains(text.split(separator: ".").last.map(String.init) ?? text) }

  private init(text: String, steps: [Int], place: Int, key: [UInt8]?, kind: Schema.Kind, isFact: Bool) {
    self.text = text
    self.steps = steps
    self.place = place
    self.key = key
    self.kind = kind
    self.isFact = isFact
  }

  /// The cell in a row, or nil where it or what leads to it is missing.
  @inline(__always)
  func cell(in row: Cells) -> UnsafePointer<CellLayout>? {
    var row = row
    for step in steps {
      let cell = row[step]
      guard !cell.isMissing, let next = cell.nested?.baseAddress else { return nil }
      row = next
    }
    return row[place].isMissing ? nil : row + place
  }

  /// The cell's value, looked up in its map where the path names a key.
  func value(in row: Cells) -> CellLayout? {
    guard let cell = cell(in: row)?.pointee else { return nil }
    guard let key else { return cell }
    return key.withUnsafeBytes { cell.value(under: $0) }
  }

  /// A list of one's own that is missing counts as none.
  var isCount: Bool {
    switch kind {
    case .texts, .records: !isFact
    default: false
    }
  }

  /// The contact's own field that is read first.
  var firstPlace: Int { steps.first ?? place }
}

extension Schema {
  /// The fields that rules may write, of those that they may read.
  func names(in reads: FieldSelection?) -> [String] {
    guard let reads else { return visibleNames }
    return visibleNames.filter { reads.contains($0, of: kind) }
  }
}
