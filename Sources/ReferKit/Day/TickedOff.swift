import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// What a deed ticks off: the items of the rules that are open before it and done after.
struct TickedOff {
  private let workspace: Workspace
  private let desk: DayDesk
  private let contacts: [Int64]
  private let open: [DayItem]
  /// The item that the deed answers.
  private let answered: DayItem?

  /// By the user's own rules; nil where none of them say what is due.
  ///
  /// - Throws: ``ReferError`` where they can't be used.
  init?(_ contacts: [Int64], in workspace: Workspace, run: RunContext) throws {
    guard workspace.hasOwnRules else { return nil }
    try self.init(
      contacts, DayDesk(Evaluation(rules: try workspace.ownRules(), over: workspace, run: run)), in: workspace)
  }

  /// - Parameter answered: the item that the deed answers: only what goes with it is told.
  init?(_ contacts: [Int64], _ desk: DayDesk, in workspace: Workspace, answering answered: DayItem? = nil) throws {
    if contacts.isEmpty || desk.loaded.rules.followUps.isEmpty && desk.loaded.rules.thankYous.isEmpty { return nil }
    self.workspace = workspace
    self.desk = desk
    self.answered = answered
    // What is with them may stand in the decision of whoever named them.
    let naming = try workspace.read(asOf: nil) { reader in try contacts.flatMap { try reader.contactsNaming($0) } }
    self.contacts = contacts + Set(naming).subtracting(contacts).sorted()
    let said = try workspace.read(asOf: nil) { try $0.itemStates() }
    // What was skipped or done already is no longer to be told of.
    open = try Self.items(self.contacts, desk, workspace).filter { item in
      item.state.isOpen && item.id != answered?.id && said[item.id].map { $0.kind == .snoozed } ?? true
    }
  }

  private static func items(_ contacts: [Int64], _ desk: DayDesk, _ workspace: Workspace) throws -> [DayItem] {
    try workspace.read(asOf: nil) { reader in try contacts.flatMap { try desk.duties(of: $0, reader) } }
  }

  /// What is done, once the deed is written.
  func items() throws -> [DayItem] {
    let done = Set(try Self.items(contacts, desk, workspace).filter { $0.state == .done }.map(\.id))
    return open.filter { done.contains($0.id) }
  }

  /// "'after we met' and 'every referral' are done."; nil where it fulfilled nothing.
  func told(_ items: [DayItem]) -> String? {
    var names: [String] = []
    for item in items {
      let rule = "'\(item.rule ?? item.what)'"
      // Of the rule that asked for the item itself, what else it asked for.
      let name = item.rule == answered?.rule ? "\(rule) (\(item.what))" : rule
      if !names.contains(name) { names.append(name) }
    }
    if names.isEmpty { return nil }
    return "\(DeedText.list(names)) \(names.count == 1 ? "is" : "are") done\(answered == nil ? "" : " too")."
  }
}

extension DeedReport {
  /// An item of the day that was done by a deed besides what it was meant for.
  public struct TickedItem: Hashable, Sendable {
    public let id: String
    public let contact: String
    public let rule: String?
    public let what: String

    init(_ item: DayItem) {
      (id, contact, rule, what) = (item.id, item.contact, item.rule, item.what)
    }

    var json: JSONValue {
      .object([
        ("id", .text(id)), ("contact", .text(contact)), ("rule", .text(rule)), ("what", .text(what)),
      ])
    }
  }
}
