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
        refer import slips.xls --group "Early Birds"

      With --group the file is a group's report of slips or PALMS: referrals, one-to-ones, closed business and \
      learning come into the group, and its members into the book. A report that overlaps with another doubles nothing.

      Exit status: 0 done; 1 some card, row or line could not be read, the others are in; 2 nothing was done.
      """)

  @Argument(help: ArgumentHelp("Files of contacts; - is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Whose ids the files have, such as linkedin; the kind of file unless given.", valueName: "name"))
  var source: String?

  @Option(help: ArgumentHelp("The group whose report of slips or PALMS the file is.", valueName: "name"))
  var group: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if group != nil, files.count > 1 { throw ValidationError("'--group' takes one report at a time.") }
    if group != nil, source != nil { throw ValidationError("'--source' has no ids to name in a group's report.") }
  }

  func run() throws {
    let workspace = try shared.workspace()
    if let group { return try runReport(of: group, in: workspace) }
    var importing = ImportFiles(files, into: workspace, run: try shared.runThatChanges(workspace))
    importing.source = source
    importing.dates = reading.dateOrder
    importing.isDryRun = dryRun
    importing.report = { Terminal.complain($0) }
    importing.progress = { Terminal.progress($0) }
    let report = try importing.perform()
    try Terminal.tell(isDone: report.deed != nil) { try report.print(as: shared.format, isPlan: dryRun, to: $0) }
    if report.unreadable > 0 { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }

  private func runReport(of group: String, in workspace: Workspace) throws {
    var reading = ImportGroupReport(files[0], of: group, into: workspace, run: try shared.runThatChanges(workspace))
    reading.dates = self.reading.dateOrder
    reading.isDryRun = dryRun
    reading.report = { Terminal.complain($0) }
    let result = try reading.perform()
    try Terminal.tell(isDone: result.deed != nil) { try result.print(as: shared.format, to: $0) }
    if result.unreadable > 0 { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
