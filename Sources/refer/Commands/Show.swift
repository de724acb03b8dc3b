import ArgumentParser
import ReferKit

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "All about one person, on one screen.",
    discussion: """
      Examples:
        refer show "Ada Park"
        refer show 12 --as-of "3 months ago"
        refer show ada --format json
      """)

  @Argument(help: "An id, a name, or words of name, organization or e-mail that only one has.")
  var name: String

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    let show = ShowPerson(name, in: workspace, run: try shared.run(over: workspace))
    try show.print(as: shared.format, to: Terminal.output())
  }
}
