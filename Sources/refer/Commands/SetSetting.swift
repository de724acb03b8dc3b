import ArgumentParser
import ReferKit

struct SetSetting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Say something of yourself that rules and messages use; alone, list what is said.",
    discussion: """
      Examples:
        refer set me.name="Nora Lang" me.organization="Lang Books"
        refer set me.pitch="We keep the books of small factories" me.currency=USD
        refer set me.zone=America/Chicago
        refer set
      """)

  @Argument(help: ArgumentHelp("What, such as me.name='Nora Lang'; me.name= takes it back.", valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    if settings.isEmpty {
      return try SetProfile.print(workspace, try shared.run(over: workspace), as: shared.format, to: Terminal.output())
    }
    try shared.report { workspace, run in
      var set = SetProfile(settings, in: workspace, run: run)
      set.options.isDryRun = dryRun
      return try set.make()
    }
  }
}
