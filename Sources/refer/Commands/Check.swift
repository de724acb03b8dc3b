import ArgumentParser
import ReferKit

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find every problem of a rules file or a pack, and run its examples.",
    discussion: """
      The rules are also tried on contacts forwards and backwards, to find rules that remember: on those of \
      --from, else on those of the examples.

      Examples:
        refer check rules.lua
        refer check rules.lua --from contacts.ndjson
        refer check our-buckets

      Exit status: 0 sound; 1 an example or a rule fails; 2 the file does not load; \
      3 the run's budget is spent; 64 wrong usage.
      """)

  @Argument(help: "A rules file or a pack: its folder, archive or name.", completion: .file(extensions: ["lua"]))
  var rules: String

  @OptionGroup var inputs: RulesOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let watchdog = Watchdog()
    let report = try CheckReport(
      try shared.rules(rules), files: inputs.files, run: try shared.run(), settings: try inputs.settingValues(),
      budgets: try inputs.budgetValues(), dates: inputs.reading.dateOrder,
      working: { watchdog.mark(isWorking: $0) })
    try report.print(as: shared.format, to: Terminal.output())
    if report.isOverBudget { throw ExitCode(ReferError.Status.overBudget.rawValue) }
    if !report.loads { throw ExitCode(ReferError.Status.impossible.rawValue) }
    if !report.isClean { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
