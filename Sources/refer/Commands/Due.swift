import ArgumentParser
import ReferKit

struct Due: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: "What to do today: follow-ups, thanks, promises and news, each with its message.",
    discussion: """
      What is overdue stands first. green: its time has come; amber: it is past due; red: it is past its limit. What \
      you log, thank and keep is ticked off by itself; 'done', 'snooze' and 'skip' answer an item by its number, or by \
      the six characters of its id.

      Examples:
        refer due
        refer due --within 7d
        refer due --contact "Ada Park" --format json
        refer done 1
        refer snooze 2 3d
        refer skip 3 --why "moved abroad"
      """)

  @Argument(help: "A rules file or a pack; your own rules.lua unless given.", completion: .file(extensions: ["lua"]))
  var rules: String?

  @Option(help: ArgumentHelp("What comes up in that time, too: 7d, 2w.", valueName: "length"))
  var within: String?

  @Option(help: ArgumentHelp("Only this person; an id or a name.", valueName: "name"))
  var contact: String?

  @Option(help: ArgumentHelp("How many items a table shows.", valueName: "n"))
  var limit = 20

  @OptionGroup var inputs: RulesOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("'--limit' must be 1 or more.") }
  }

  func run() throws {
    var evaluation = try inputs.evaluation(rules, shared)
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    var day = try DueDay(evaluation)
    day.within = within
    day.contact = contact
    day.rules = rules
    let isWhole = try day.print(as: shared.format, limit: limit, to: Terminal.output())
    if !isWhole { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
