import ArgumentParser
import ReferKit

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read files of contacts into the book, all or nothing.",
    discussion: """
      vCard, CSV, NDJSON and spreadsheets are told by what is in them. Importing a file again changes nothing; a \
      changed one updates what it has news of, and says what. What you edited by hand stays. Two people are never \
      made one: somebody is known by the file's own id, else by e-mail and name, else by name and company.

      Examples:
        refer import Connections.csv --dry-run
        refer import Connections.csv --source linkedin
        refer import contacts.vcf cards.csv

      Exit status: 0 done; 1 some card, row or line could not be read, the others are in; 2 nothing was done.
      """)

  @Argument(help: ArgumentHelp("Files of contacts; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Whose ids the files have, such as linkedin; the kind of file unless given.", valueName: "name"))
  var source: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    var importing = ImportFiles(files, into: workspace, run: try shared.runThatChanges(workspace))
    importing.source = source
    importing.dates = reading.dateOrder
    importing.isDryRun = dryRun
    importing.report = { Terminal.complain($0) }
    importing.progress = { Terminal.progress($0) }
    let report = try importing.perform()
    try report.print(as: shared.format, isPlan: dryRun, to: Terminal.output())
    if report.unreadable > 0 { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
