import ArgumentParser
import ReferKit

struct Promise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promise",
    abstract: "Write down a promise, and whether it was kept.",
    discussion: """
      A promise needs its day. Kept after that day, it was late.

      Examples:
        refer promise "Ada Park" "send the quote" --by "in 3 days"
        refer promise ada "the list of late payers" --by 2026-01-26 --theirs
        refer promise ada --kept
        refer promise ada quote --broken --note "the supplier let me down"
      """)

  @Argument(help: "An id or a name.")
  var name: String

  @Argument(help: "What was promised; to close one, words of it or its id.")
  var what: String?

  @Option(help: ArgumentHelp("The day by which: 2026-05-23, tomorrow, 'in 3 days'.", valueName: "time"))
  var by: String?

  @Flag(help: "They promised it to you.")
  var theirs = false

  @Flag(help: "It was kept.")
  var kept = false

  @Flag(help: "It was not kept, and will not be.")
  var broken = false

  @OptionGroup var deed: DeedArguments
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if kept, broken { throw ValidationError("'--kept' and '--broken' are opposites; give one of them.") }
    if kept || broken {
      if by != nil { throw ValidationError("'--by' is for a new promise; '--at' says when it was kept or broken.") }
    } else {
      if what == nil { throw ValidationError("Say what was promised: refer promise NAME WHAT --by T") }
      if by == nil { throw ValidationError("A promise needs its day: --by tomorrow, --by 'in 3 days'") }
    }
  }

  func run() throws {
    try shared.report { workspace, run in
      guard let what, let by else {
        var settle = SettlePromise(name, what, isKept: kept, in: workspace, run: run)
        settle.isTheirs = theirs
        settle.options = deed.options(in: workspace)
        return try settle.make()
      }
      var promise = MakePromise(name, what, by: by, in: workspace, run: run)
      promise.isTheirs = theirs
      promise.options = deed.options(in: workspace)
      return try promise.make()
    }
  }
}
