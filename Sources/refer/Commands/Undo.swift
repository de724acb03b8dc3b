import ArgumentParser
import ReferKit

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back what was last done to the book, or any deed by its number.",
    discussion: """
      An undo is a deed, too: undo it, and what was taken back is done again.

      Examples:
        refer undo
        refer undo --list
        refer undo 12
      """)

  @Argument(help: ArgumentHelp("The number of the deed; the last one unless given.", valueName: "n"))
  var deed: Int?

  @Flag(help: "Only show the last deeds.")
  var list = false

  @Flag(help: "Say what would be taken back, and do nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    if list {
      let deeds = UndoDeed(workspace, run: try shared.run(over: workspace))
      return try UndoDeed.print(try deeds.list(), as: shared.format, to: Terminal.output())
    }
    let deeds = UndoDeed(workspace, run: try shared.runThatChanges(workspace))
    let number = try deed ?? deeds.last().number
    if dryRun {
      guard let entry = try deeds.list(limit: .max).first(where: { $0.number == number }) else {
        throw ReferError("there is no deed \(number); '\(shared.command("undo --list"))' shows them")
      }
      return try Terminal.output().write("Would take back \(number) (\(entry.verb)): \(Output.safe(entry.summary))\n")
    }
    let (undone, by) = try deeds.take(back: number)
    let again = shared.command("undo \(by)")
    try Terminal.tell(isDone: true) {
      try $0.write("Took back \(number) (\(undone.verb)): \(Output.safe(undone.summary)). To do it again: \(again)\n")
    }
  }
}
