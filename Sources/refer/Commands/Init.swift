import ArgumentParser
import ReferKit

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make your book, and rules to begin with.",
    discussion: """
      The book is one file; the rules stand beside it. Your zone of time is taken from this machine, unless you give \
      one with '--tz'.

      Examples:
        refer init
        refer init --book ~/network/book.sqlite --tz Europe/Berlin
      """)

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let zone = shared.tz ?? RunContext.systemZone()
    let run = try RunContext(now: shared.now, zone: zone)
    let report = try InitWorkspace(try shared.workspace(), run: run).make()
    var lines = [report.isNew ? "Made your book: \(report.book)" : "Your book is there already: \(report.book)"]
    if let rules = report.rules { lines.append("Wrote rules to begin with: \(rules)") }
    if report.isNew { lines.append("Your days are those of \(report.zone); change that with --tz.") }
    lines.append("Next: " + shared.command(report.isNew ? "import FILE" : "eval"))
    try Terminal.tell(isDone: report.isNew) { try $0.write(lines.joined(separator: "\n") + "\n") }
  }
}
