import ArgumentParser
import ReferKit

struct CheckBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Is the book sound?",
    discussion: """
      Looks at every page, every link between records and the history, and says what can be saved of a damaged book. \
      Changes nothing.

      Examples:
        refer doctor
        refer doctor --book ~/network/book.sqlite --format json

      Exit status: 0 sound; 1 damaged; 2 it can't be opened.
      """)

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let doctor = try Doctor(try shared.workspace())
    try doctor.print(as: shared.format, to: Terminal.output())
    if !doctor.isSound { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
