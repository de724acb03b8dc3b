import ReferModel

/// Takes the fields of a manifest one by one, and gathers all that is wrong with them.
struct ManifestReader {
  private let fields: [String: TOMLNode]
  private let lines: TOMLLines
  private(set) var faults: [PackManifest.Fault] = []

  init(fields: [String: TOMLNode], source: String) {
    self.fields = fields
    lines = TOMLLines(source)
  }

  /// A text that must be there and be one line.
  mutating func text(_ key: String, atMost longest: Int) -> String? {
    guard let field = fields[key] else {
      fault(nil, "'\(key)' is missing")
      return nil
    }
    guard case .text(let text) = field, Self.isLine(text), !text.allSatisfy(\.isWhitespace), text.count <= longest
    else {
      fault(key, "'\(key)' must be a line of text of at most \(longest) letters")
      return nil
    }
    return text
  }

  mutating func value<Value>(_ key: String, of form: String, _ make: (String) -> Value?) -> Value? {
    guard let text = text(key, atMost: 200) else { return nil }
    let value = make(text)
    if value == nil { fault(key, "'\(key)' must be \(form)") }
    return value
  }

  mutating func texts(_ key: String, atMost most: Int, isRequired: Bool) -> [String] {
    guard let field = fields[key] else {
      if isRequired { fault(nil, "'\(key)' is missing") }
      return []
    }
    guard let texts = Self.texts(field), texts.count <= most else {
      fault(key, "'\(key)' must be a list of at most \(most) texts")
      return []
    }
    return texts
  }

  mutating func reads(_ names: [String]) -> FieldSelection {
    var good: [String] = []
    for name in names {
      if let fault = FieldSelection.fault(name) {
        let short = Self.short(name)
        self.fault("reads", containing: name, short == name ? fault : "no field is named '\(short)'")
      } else if good.contains(name) {
        fault("reads", containing: name, "'\(Self.short(name))' stands in 'reads' twice")
      } else {
        good.append(name)
      }
    }
    return FieldSelection(good)
  }

  mutating func dependencies() -> [PackManifest.Dependency] {
    guard let field = fields["dependencies"] else { return [] }
    guard case .table(let table) = field, table.count <= 50 else {
      fault("dependencies", "'dependencies' must be a table of packs and versions: other-pack = \">=1, <2\"")
      return []
    }
    return table.sorted { $0.key < $1.key }.compactMap { key, value in
      guard let name = PackName(key), case .text(let text) = value, let range = VersionRange(text) else {
        fault(
          key, in: "dependencies",
          "'\(Self.short(key))' must be a pack's name and a range of its versions, such as \">=1, <2\"")
        return nil
      }
      return PackManifest.Dependency(name: name, range: range)
    }
  }

  mutating func signers() -> PackManifest.Signers? {
    guard let field = fields["signers"] else { return nil }
    guard case .table(let table) = field else {
      fault("signers", "'signers' must be a table with 'need' and 'keys'")
      return nil
    }
    check(table.keys, known: ["need", "keys"], of: "signers")
    var keys: [PublicKey] = []
    for line in table["keys"].flatMap(Self.texts) ?? [] {
      guard let key = PublicKey(line: line), !keys.contains(where: { $0.bytes == key.bytes }) else {
        fault(
          "keys", in: "signers", containing: line, "'keys' must be lines that 'refer pack keys list' prints, each once")
        return nil
      }
      keys.append(key)
    }
    guard case .whole(let need)? = table["need"], (1...PackLimits.keys).contains(keys.count), 1...keys.count ~= need
    else {
      fault("signers", "'signers' must hold 1 to \(PackLimits.keys) 'keys', and how many of them 'need' sign")
      return nil
    }
    return PackManifest.Signers(need: need, keys: keys)
  }

  /// Reports every key that is not known.
  mutating func finish(known: [String]) { check(fields.keys, known: known, of: nil) }

  private mutating func check(_ keys: some Collection<String>, known: [String], of table: String?) {
    for key in keys.sorted() where !known.contains(key) {
      if isFull { return }
      let near = Nearest.suggestion(for: key, among: known)
      let place = table.map { " in '\($0)'" } ?? ""
      fault(
        key, in: table,
        "nothing is named '\(Self.short(key))'\(place)"
          + (near.map { "; did you mean '\($0)'?" } ?? "; what can stand there: \(known.joined(separator: ", "))"))
    }
  }

  // MARK: Places

  /// - Parameter table: in which the key stands, as a line of it or in one line with it.
  mutating func fault(_ key: String?, in table: String? = nil, containing text: String? = nil, _ message: String) {
    if isFull { return }
    let line =
      key.flatMap { lines.line(of: $0, in: table, containing: text) } ?? table.flatMap { lines.line(of: $0) }
    faults.append(PackManifest.Fault(line: line, message: message))
  }

  /// Nobody mends more at once.
  private static let most = 20
  /// Whether there may be more faults than those that are told.
  var isFull: Bool { faults.count >= Self.most }

  /// A name of the file as a message quotes it.
  private static func short(_ name: String) -> String {
    name.utf8.count <= 80 ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(40))) + "…"
  }

  private static func texts(_ node: TOMLNode) -> [String]? {
    guard case .list(let items) = node else { return nil }
    var texts: [String] = []
    for item in items {
      guard case .text(let text) = item, isLine(text), text.count <= 200 else { return nil }
      texts.append(text)
    }
    return texts
  }

  private static func isLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x2028 }
  }
}
