import ArgumentParser
import ReferKit

struct Words: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words",
    abstract: "The reference of the rules language.",
    discussion: """
      Examples:
        refer words
        refer words question
        refer words contact
      """)

  @Argument(help: "A word, a condition, or a record such as contact.")
  var word: String?

  @OptionGroup var shared: SharedOptions

  func run() throws { try WordsReference().print(word, as: shared.format, to: Terminal.output()) }
}
