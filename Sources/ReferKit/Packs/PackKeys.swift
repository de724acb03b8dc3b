import ReferFormats
import ReferPacks
import ReferReports

/// The user's own keys, and those of others that the user trusts: what `refer pack keys` does.
public struct PackKeys {
  /// One key.
  public struct Item: Hashable, Sendable {
    public enum State: String, Hashable, Sendable { case own, trusted, distrusted, pinned, damaged }
    public let name: String?
    public let state: State
    public let fingerprint: String
    /// The public key, to be handed on.
    public let line: String
    /// The packs that it stands for.
    public let packs: [String]
    /// Why a damaged key can't be used, and what to do.
    public var problem: String?
  }

  private let store: PackStore
  private let ring: KeyRing

  public init(in workspace: Workspace) {
    store = workspace.packStore
    ring = workspace.keyRing
  }

  /// Makes a key of one's own.
  ///
  /// - Throws: ``ReferError``.
  public func make(_ name: String) throws -> Item {
    try ReferError.packs {
      // In one change, so that nothing is written where the name is taken; what is signed with it shows its name.
      var made: PublicKey?
      try store.changeTrust { trust in
        made = try ring.make(name) { key in
          if trust.trusted.contains(where: { $0.label == name }) {
            throw ReferError(
              "a key that you trust is called '\(name)' already; choose another name. Nothing was changed")
          }
          try trust.trust(key)
        }
      }
      guard let key = made else { throw PackError.badKey(name) }
      return Item(name: name, state: .own, fingerprint: key.fingerprint, line: key.line, packs: [])
    }
  }

  /// One's own first, then those of others.
  ///
  /// - Throws: ``ReferError``.
  public func list() throws -> [Item] {
    try ReferError.packs {
      let trust = try store.snapshot().trust
      func packs(_ key: PublicKey) -> [String] {
        trust.pins.filter { $0.value.keys.contains(key) }.map(\.key).sorted()
      }
      func item(_ key: PublicKey, _ state: Item.State) -> Item {
        Item(name: key.label, state: state, fingerprint: key.fingerprint, line: key.line, packs: packs(key))
      }
      var own: [PublicKey] = []
      var damaged: [Item] = []
      for name in try ring.names() {
        do {
          own.append(try ring.key(name).publicKey())
        } catch let error as PackError {
          damaged.append(
            Item(
              name: name, state: .damaged, fingerprint: "", line: "", packs: [], problem: ReferError(error).description)
          )
        }
      }
      var items = own.map { item($0, .own) } + damaged
      items += trust.trusted.filter { !own.contains($0) }.map { item($0, .trusted) }
      items += trust.distrusted.map { item($0, .distrusted) }
      let known = own + trust.trusted + trust.distrusted
      let others = Set(trust.pins.values.flatMap(\.keys)).filter { !known.contains($0) }
      items += others.sorted { $0.line < $1.line }.map { item($0.labelled(nil), .pinned) }
      return items
    }
  }

  /// Gives a key a name under which it is known from now on.
  ///
  /// - Parameter line: as its owner's `refer pack keys list` prints it.
  /// - Throws: ``ReferError``.
  public func trust(_ line: String, as name: String?) throws -> Item {
    guard let key = PublicKey(line: line) else { throw Self.noKey(line) }
    return try ReferError.packs {
      let label = name ?? key.label
      guard let label, KeyName.isName(label) else {
        throw ReferError("say whose key this is: --as NAME, of up to 40 letters, digits, dots and dashes")
      }
      let named = key.labelled(label)
      try store.changeTrust { try $0.trust(named) }
      return Item(name: label, state: .trusted, fingerprint: named.fingerprint, line: named.line, packs: [])
    }
  }

  /// Takes no pack any more for which this key is needed.
  ///
  /// - Parameter name: a key's line, fingerprint, or the name that it is known by.
  /// - Throws: ``ReferError``.
  public func distrust(_ name: String) throws -> Item {
    try ReferError.packs {
      let trust = try store.snapshot().trust
      let known = trust.trusted + trust.pins.values.flatMap(\.keys)
      let found = PublicKey(line: name) ?? known.first { $0.label == name || $0.fingerprint == name }
      guard let key = found else { throw Self.noKey(name) }
      try store.changeTrust { $0.distrust(key) }
      return Item(name: key.label, state: .distrusted, fingerprint: key.fingerprint, line: key.line, packs: [])
    }
  }

  private static func noKey(_ text: String) -> ReferError {
    ReferError(
      "'\(TerminalText.escaped(String(text.prefix(80))))' is no key: give the line that its owner's "
        + "'refer pack keys list' prints, in quotes")
  }

  public static func print(_ items: [Item], as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json: try output.write(JSONValue.list(items.map(\.json)).line)
    case .ndjson: for item in items { try output.write(item.json.line) }
    case .csv, .table, .markdown:
      if items.isEmpty, format == .table { return }
      var table = TextTable(["name", "state", "fingerprint", "packs"].map { TextTable.Heading($0) })
      for item in items {
        table.append([item.name ?? "", item.state.rawValue, item.fingerprint, item.packs.joined(separator: ", ")])
      }
      switch format {
      case .csv: try output.write(table, as: .csv)
      case .markdown: try output.write(table.markdown())
      default:
        try output.write(table.plain(width: output.width))
        let own = items.filter { $0.state == .own }
        if !own.isEmpty { try output.write("\nTo hand on:\n" + own.map { "  \($0.line)\n" }.joined()) }
      }
    }
  }
}

extension PackKeys.Item {
  fileprivate var json: JSONValue {
    .object([
      ("name", .text(name)), ("state", .text(state.rawValue)), ("fingerprint", .text(fingerprint)),
      ("key", .text(line)), ("packs", .texts(packs)), ("problem", .text(problem)),
    ])
  }
}
