extension TrustBook {
  /// - Throws: ``PackError`` for a file that refer did not write: whom to trust is never guessed.
  package init(_ text: [UInt8]) throws {
    self.init()
    let fields = try TOMLNode.parse(text, file: Self.file)
    // What was cut short would trust anybody anew.
    guard fields["trusted"] != nil, fields["distrusted"] != nil else { throw PackError.damaged(file: Self.file) }
    for (key, node) in fields {
      switch (key, node) {
      case ("trusted", .list(let lines)): for line in lines { try trust(Self.key(line)) }
      case ("distrusted", .list(let lines)): for line in lines { distrust(try Self.key(line)) }
      case ("pack", .list(let entries)): for entry in entries { try read(pin: entry) }
      default: throw PackError.damaged(file: Self.file)
      }
    }
  }

  private static func key(_ node: TOMLNode) throws -> PublicKey {
    guard case .text(let line) = node, let key = PublicKey(line: line) else { throw PackError.damaged(file: file) }
    return key
  }

  private mutating func read(pin node: TOMLNode) throws {
    guard case .table(let fields) = node, case .text(let text)? = fields["name"], let name = PackName(text),
      case .whole(let need)? = fields["need"], case .list(let lines)? = fields["keys"],
      case .text(let version)? = fields["newest"], let newest = SemanticVersion(version), fields.count == 4,
      pins[text] == nil, 1...lines.count ~= need
    else { throw PackError.damaged(file: Self.file) }
    pin(Pin(need: need, keys: try lines.map(Self.key), newest: newest), to: name)
  }

  /// The same book, the same bytes.
  package var text: [UInt8] {
    func list(_ name: String, _ keys: [PublicKey]) -> String {
      "\(name) = [\n" + keys.map(\.line).sorted().map { "  \(TOMLNode.quoted($0)),\n" }.joined() + "]\n"
    }
    var text = "# Whose packs are taken; 'refer pack keys' changes it.\n"
    text += list("trusted", trusted) + list("distrusted", distrusted)
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
