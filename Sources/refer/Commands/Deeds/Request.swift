import ArgumentParser
import ReferKit

struct Request: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Write down what you asked somebody for, and what came of it.",
    discussion: """
      Examples:
        refer request "Ada Park" "an introduction to the treasurer of Acme"
        refer request ada --response "gave two names"
        refer request ada treasurer --response "will think about it"
      """)

  @Argument(help: "An id or a name.")
  var name: String

  @Argument(help: "What you asked for; with --response, words of it.")
  var what: String?

  @Option(help: ArgumentHelp("What came of it, in your words.", valueName: "text"))
  var response: String?

  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if what == nil, response == nil { throw ValidationError("Say what you asked for: refer request NAME WHAT") }
  }

  func run() throws {
    try shared.report { workspace, run in
      var request = RequestHelp(name, what, in: workspace, run: run)
      request.response = response
      request.options = deed.options(in: workspace, anyway: force.anyway)
      return try request.make()
    }
  }
}
