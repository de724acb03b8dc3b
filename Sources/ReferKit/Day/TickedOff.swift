import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// What a deed ticks off: the items of the user's own rules that are open before it and done after.
struct TickedOff {
  private let workspace: Workspace
  private let desk: DayDesk
  private let contacts: [Int64]
  private let open: [DayItem]

  /// Nil where no rules of the user's own say what is due.
  ///
  /// - Throws: ``ReferError`` where they can't be used.
  init?(_ contacts: [Int64], in workspace: Workspace, run: RunContext) throws {
    guard workspace.hasOwnRules, !contacts.isEmpty else { return nil }
    desk = try DayDesk(Evaluation(rules: try workspace.ownRules(), over: workspace, run: run))
    if desk.loaded.rules.followUps.isEmpty, desk.loaded.rules.thankYous.isEmpty { return nil }
    self.workspace = workspace
    // What is with them may stand in the decision of whoever named them.
    let naming = try workspace.read(asOf: nil) { reader in try contacts.flatMap { try reader.contactsNaming($0) } }
    self.contacts = contacts + Set(naming).subtracting(contacts).sorted()
    open = try Self.items(self.contacts, desk, workspace).filter(\.state.isOpen)
  }

  private static func items(_ contacts: [Int64], _ desk: DayDesk, _ workspace: Workspace) throws -> [DayItem] {
    try workspace.read(asOf: nil) { reader in try contacts.flatMap { try desk.duties(of: $0, reader) } }
  }

  /// "'after we met' is done, and 'every referral' too." once the deed is written; nil where it fulfilled nothing.
  func told() throws -> String? {
    let done = Set(try Self.items(contacts, desk, workspace).filter { $0.state == .done }.map(\.id))
    var rules: [String] = []
    for item in open where done.contains(item.id) {
      let rule = "'\(item.rule ?? item.what)'"
      if !rules.contains(rule) { rules.append(rule) }
    }
    return rules.isEmpty ? nil : "\(DeedText.list(rules)) \(rules.count == 1 ? "is" : "are") done."
  }
}
