import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Saying something of oneself that rules and messages use: what `refer set me.name=…` does.
///
/// ```swift
/// let set = SetProfile(["me.name=Nora Lang", "me.currency=USD"], in: workspace, run: run)
/// print(try set.make().line)  // Set: me.name Nora Lang, me.currency USD. Undo: refer undo
/// ```
public struct SetProfile {
  private let typed: [String]
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()

  /// What can be said, and what it is.
  static let fields: [(name: String, summary: String)] =
    Schema.me.fields.map { ($0.name, $0.summary) } + [
      ("zone", "the time zone of your dates, such as Europe/Berlin"),
      (WeekPlan.setting, "the hours that your week has for your network: 'refer plan' keeps to them"),
    ]

  /// - Parameter typed: each `me.NAME=VALUE`; `me.NAME=` takes it back.
  public init(_ typed: [String], in workspace: Workspace, run: RunContext) {
    (self.typed, self.workspace, self.run) = (typed, workspace, run)
  }

  /// - Throws: ``ReferError`` for what is none of the fields, or no value of one.
  public func make() throws -> DeedReport {
    let settings = try typed.map(read)
    return try DeedRun("set", workspace, run, options).write(about: []) { writer in
      for setting in settings { try writer.setProfile(setting.name, setting.value) }
      let said = settings.map {
        "me.\($0.name) \($0.value.isEmpty ? "nothing" : TerminalText.truncated($0.value, to: 60))"
      }
      var draft = DeedReport.Draft("Set", "set", said.joined(separator: ", "))
      draft.details = settings.map { .init("me.\($0.name)", $0.value.isEmpty ? nil : $0.value) }
      return draft
    }
  }

  private func read(_ typed: String) throws -> (name: String, value: String) {
    guard let sign = typed.firstIndex(of: "="), typed.hasPrefix("me.") else {
      throw ReferError(
        "'\(TerminalText.escaped(typed))' is not NAME=VALUE, such as me.name=\"Nora Lang\" or our-buckets.weeks=3",
        status: .wrongUsage)
    }
    let name = typed[..<sign].dropFirst(3).lowercased()
    var value = typed[typed.index(after: sign)...].trimmed
    guard Self.fields.contains(where: { $0.name == name }) else {
      let near = Nearest.suggestion(for: name, among: Self.fields.map(\.name)).map { "; did you mean 'me.\($0)'?" }
      throw ReferError(
        "'me.\(TerminalText.escaped(name))' is nothing that can be said of you"
          + (near ?? "; \(Offer.quoted("set")) lists all"))
    }
    if name == "currency", !value.isEmpty { value = try TypedMoney.checked(value) }
    if name == "zone", !value.isEmpty { _ = try RunContext(zone: value, of: "me.zone") }
    if name == WeekPlan.setting, !value.isEmpty { value = NumberText.string(try WeekPlan.hours(typed: value)) }
    if name == "stories" { value = value.replacing("\\n", with: "\n") }
    return (name, value)
  }

  // MARK: Listing

  /// What the user said of themselves, and what they could say.
  ///
  /// - Throws: ``ReferError``.
  static func lines(_ workspace: Workspace, _ run: RunContext) throws -> [ListSettings.Line] {
    guard workspace.hasBook else { return fields.map { .init(name: "me.\($0.name)", value: nil, summary: $0.summary) } }
    return try workspace.read(asOf: run.asOf) { reader in
      try fields.map { .init(name: "me.\($0.name)", value: try reader.profile($0.name), summary: $0.summary) }
    }
  }
}
