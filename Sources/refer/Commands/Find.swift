import ArgumentParser
import ReferKit

struct Find: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Search your people; alone, list all of them.",
    discussion: """
      All words must be found somewhere in name, nickname, organization, title, profession, industry, city, e-mail, \
      phone, tags, notes or custom fields; case and accents do not count.

      Examples:
        refer find
        refer find banker irvine
        refer find golf --count
        refer find garcia --format csv > garcia.csv
      """)

  @Argument(help: "Words, or parts of words.")
  var words: [String] = []

  @Flag(help: "Only how many they are.")
  var count = false

  @Flag(help: "Those who were put away, too.")
  var archived = false

  @Option(help: ArgumentHelp("Only the first so many.", valueName: "n"))
  var limit: Int?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("'--limit' must be 1 or more.") }
  }

  func run() throws {
    let workspace = try shared.workspace()
    var find = FindPeople(words, in: workspace, run: try shared.run(over: workspace))
    find.limit = limit
    find.includesArchived = archived
    if count { return try find.printCount(as: shared.format, to: Terminal.output()) }
    try find.print(as: shared.format, to: Terminal.output())
  }
}
