import ArgumentParser
import ReferKit

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "One decision in full: each answer and what it rests on, and what would change it.",
    discussion: """
      Examples:
        refer explain "Ada Park"
        refer explain "Ada Park" rules.lua --from contacts.ndjson
        refer explain c042 rules.lua --from contacts.ndjson --format json
      """)

  @Argument(help: "An id, a name, or words of name, organization or e-mail that only one has.")
  var name: String

  @Argument(help: "A rules file or a pack; your own rules.lua unless given.", completion: .file(extensions: ["lua"]))
  var rules: String?

  @OptionGroup var inputs: RulesOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    var evaluation = try inputs.evaluation(rules, shared)
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    let isWhole = try ExplainOne(name, in: evaluation).print(as: shared.format, to: Terminal.output())
    if !isWhole { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
