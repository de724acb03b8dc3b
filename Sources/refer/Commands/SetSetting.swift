import ArgumentParser
import ReferKit

struct SetSetting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set what stays: settings of packs and rules, and what you say of yourself; alone, list them.",
    discussion: """
      A setting of a pack is PACK.NAME, one of your own rules.lua is rules.NAME; what you say of yourself is me.NAME. \
      Settings stay when a pack is updated; '--set' on the command line comes first. NAME= takes a value back.

      Examples:
        refer set me.name="Nora Lang" me.organization="Lang Books"
        refer set me.pitch="We keep the books of small factories" me.currency=USD
        refer set me.zone=America/Chicago me.hours=4
        refer set our-buckets.weeks=3 rules.colleague="Grace Kim"
        refer set
      """)

  @Argument(
    help: ArgumentHelp(
      "What, such as our-buckets.weeks=3 or me.name='Nora Lang'; NAME= takes it back.", valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    if settings.isEmpty {
      let list = try ListSettings(workspace, try shared.run(over: workspace))
      for problem in list.problems { Terminal.complain(problem) }
      return try list.print(as: shared.format, to: Terminal.output())
    }
    let own = settings.filter { !SetSettings.isMeant(by: $0) }
    let others = settings.filter(SetSettings.isMeant)
    // All is checked before any is written.
    let set = try SetSettings(others, in: workspace, run: try shared.runThatChanges(workspace))
    if !own.isEmpty { try say(own) }
    if others.isEmpty { return }
    if !dryRun { try set.make() }
    try Terminal.tell(isDone: !dryRun) { try set.print(!dryRun, as: shared.format, to: $0) }
  }

  private func say(_ own: [String]) throws {
    try shared.report { workspace, run in
      var set = SetProfile(own, in: workspace, run: run)
      set.options.isDryRun = dryRun
      return try set.make()
    }
  }
}
