import ArgumentParser
import ReferKit

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "The week, within the hours that you have for it.",
    discussion: """
      What is most urgent comes first, as long as it fits; a message counts ten minutes, a call fifteen, a talk an hour. \
      One person to strengthen is named, as long as somebody is not on the list anyway.

      Examples:
        refer set me.hours=6
        refer plan
        refer plan --hours 2 --format json
      """)

  @Argument(help: "A rules file or a pack; your own rules.lua unless given.", completion: .file(extensions: ["lua"]))
  var rules: String?

  @Option(help: ArgumentHelp("How many hours the week has for it; those of me.hours, or 4.", valueName: "n"))
  var hours: Double?

  @OptionGroup var inputs: RulesOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    var evaluation = try inputs.evaluation(rules, shared)
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    let isWhole = try WeekPlan(hours: hours, evaluation).print(as: shared.format, to: Terminal.output())
    if !isWhole { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
