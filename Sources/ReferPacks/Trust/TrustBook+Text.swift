extension TrustBook {
  /// - Parameter path: as messages show it.
  /// - Throws: ``PackError`` for a file that refer did not write: whom to trust is never guessed.
  package init(_ text: [UInt8], path: String = file) throws {
    self.init()
    let fields = try TOMLNode.parseOwn(text, file: path)
    let damaged = PackError.damaged(file: path)
    // What was cut short would trust anybody anew.
    guard fields["trusted"] != nil, fields["distrusted"] != nil else { throw damaged }
    for (key, node) in fields {
      switch (key, node) {
      case ("trusted", .list(let lines)):
        for line in lines {
          guard let key = Self.key(line), (try? trust(key)) != nil else { throw damaged }
        }
      case ("distrusted", .list(let lines)):
        for line in lines {
          guard let key = Self.key(line) else { throw damaged }
          distrust(key)
        }
      case ("unsigned", .table(let versions)):
        for (name, version) in versions {
          guard let name = PackName(name), case .text(let text) = version, let version = SemanticVersion(text) else {
            throw damaged
          }
          note(version, of: name)
        }
      case ("pack", .list(let entries)): for entry in entries where !read(pin: entry) { throw damaged }
      default: throw damaged
      }
    }
  }

  private static func key(_ node: TOMLNode) -> PublicKey? {
    if case .text(let line) = node { PublicKey(line: line) } else { nil }
  }

  /// False where it is none.
  private mutating func read(pin node: TOMLNode) -> Bool {
    guard case .table(let fields) = node, case .text(let text)? = fields["name"], let name = PackName(text),
      case .whole(let need)? = fields["need"], case .list(let lines)? = fields["keys"],
      case .text(let version)? = fields["newest"], let newest = SemanticVersion(version), fields.count == 4,
      pins[text] == nil, need >= 1, need <= lines.count
    else { return false }
    let keys = lines.compactMap(Self.key)
    guard keys.count == lines.count else { return false }
    pin(Pin(need: need, keys: keys, newest: newest), to: name)
    return true
  }

  /// The same book, the same bytes.
  package var text: [UInt8] {
    func list(_ name: String, _ keys: [PublicKey]) -> String {
      "\(name) = [\n" + keys.map(\.line).sorted().map { "  \(TOMLNode.quoted($0)),\n" }.joined() + "]\n"
    }
    var text = "# Whose packs are taken; 'refer pack keys' changes it.\n"
    text += list("trusted", trusted) + list("distrusted", distrusted)
    if !unsigned.isEmpty { text += "\n[unsigned]\n" }
    for (name, version) in unsigned.sorted(by: { $0.key < $1.key }) {
      text += "\(TOMLNode.key(name)) = \(TOMLNode.quoted(version.description))\n"
    }
    for (name, pin) in pins.sorted(by: { $0.key < $1.key }) {
      text += """

        [[pack]]
        name = \(TOMLNode.quoted(name))
        newest = \(TOMLNode.quoted(pin.newest.description))
        need = \(pin.need)
        \(list("keys", pin.keys))
        """
    }
    return Array(text.utf8)
  }
}
