import ArgumentParser
import ReferKit

struct Archive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Put a person away: no rule decides about them any more.",
    discussion: """
      All that is known of them stays, and 'refer show' still finds them. 'refer undo' brings them back.

      Examples:
        refer archive "Ada Park" --why "moved abroad"
      """)

  @Argument(help: "An id, a name, or words of name, organization or e-mail that only one has.")
  var name: String

  @Option(help: ArgumentHelp("The reason, kept beside them.", valueName: "reason"))
  var why: String?

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      var archive = ArchivePerson(name, why: why, in: workspace, run: run)
      archive.options.isDryRun = dryRun
      archive.options.picker = Terminal.namePicker
      return try archive.make()
    }
  }
}
