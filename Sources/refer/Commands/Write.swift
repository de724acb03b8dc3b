import ArgumentParser
import ReferKit

struct Write: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Write a message by a template of the rules, ready to copy.",
    discussion: """
      Without a template, that of the most urgent thing to do with them. Nothing is sent, and nothing is written down: \
      'refer done' or 'refer log' does that.

      Examples:
        refer write "Ada Park"
        refer write "Ada Park" "nice to meet you"
        refer write ada thanks --rules scripts/examples/follow-up.lua
      """)

  @Argument(help: "An id or a name.")
  var name: String

  @Argument(help: "The template, as the rules name it.")
  var template: String?

  @Option(help: ArgumentHelp("A rules file or a pack; your own rules.lua unless given.", valueName: "file"))
  var rules: String?

  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    var evaluation = Evaluation(
      rules: try shared.rules(rules), over: workspace, run: try shared.run(over: workspace))
    evaluation.report = { Terminal.complain($0) }
    var write = try WriteMessage(name, template: template, evaluation)
    write.anyway = force.anyway
    try write.print(as: shared.format, to: Terminal.output())
  }
}
