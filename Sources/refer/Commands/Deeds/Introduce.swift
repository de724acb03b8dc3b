import ArgumentParser
import ReferKit

struct Introduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "introduce",
    abstract: "Write down that you introduced two people to each other.",
    discussion: """
      Examples:
        refer introduce "Ada Park" "Bo Lind" --channel e-mail
        refer introduce ada 12 --note "both look for a bookkeeper"
      """)

  @Argument(help: "One of them: an id or a name.")
  var one: String

  @Argument(help: "The other.")
  var other: String

  @Option(help: "How.", completion: .list(DeedWords.channels))
  var channel: String?

  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      var introduce = IntroducePeople(one, other, in: workspace, run: run)
      introduce.channel = channel
      introduce.options = deed.options(in: workspace, anyway: force.anyway)
      return try introduce.make()
    }
  }
}
