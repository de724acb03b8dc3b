import ArgumentParser
import ReferKit

struct Duplicates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Who is probably in the book twice, and why; it merges nobody.",
    discussion: """
      Names are compared without case, accents, titles, order and nicknames, telephone numbers by their digits, \
      companies without Inc. and the like. 1.00 is certain; a pair of 0.80 and more is probably one person. Each line \
      'refer merge A B' is ready to be typed. A pair that you know to be two people is not shown again.

      Examples:
        refer duplicates
        refer duplicates --min 0.9 --limit 20
        refer duplicates --not 12 87
        refer duplicates --format csv > pairs.csv
      """)

  @Flag(name: .customLong("not"), help: "The two named are not the same: remember it.")
  var areNotTheSame = false

  @Argument(help: ArgumentHelp("With --not: two ids or names.", valueName: "name"))
  var names: [String] = []

  @Option(name: .customLong("min"), help: ArgumentHelp("The least confidence that is shown.", valueName: "0 to 1"))
  var least = 0.7

  @Option(help: ArgumentHelp("Only the first so many.", valueName: "n"))
  var limit: Int?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if !(0...1).contains(least) { throw ValidationError("'--min' must be from 0 to 1, such as 0.8.") }
    if let limit, limit < 1 { throw ValidationError("'--limit' must be 1 or more.") }
    if areNotTheSame, names.count != 2 { throw ValidationError("'--not' takes two people: --not A B.") }
    if !areNotTheSame, !names.isEmpty {
      throw ValidationError("'\(names[0])' is one too many; '--not A B' takes names.")
    }
  }

  func run() throws {
    let workspace = try shared.workspace()
    if areNotTheSame {
      let (a, b) = try KeepApart(names[0], names[1], in: workspace, run: try shared.runThatChanges(workspace)).make()
      return try Terminal.tell(isDone: true) {
        try $0.write("Not the same: \(a.label) and \(b.label). Undo: \(shared.command("undo"))\n")
      }
    }
    var find = FindDuplicates(in: workspace, run: try shared.run(over: workspace))
    find.least = least
    find.progress = { Terminal.progress($0) }
    try find.print(as: shared.format, limit: limit, to: Terminal.output())
  }
}
