import ArgumentParser
import ReferKit

struct Forget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erase a person for good.",
    discussion: """
      Nothing is left of them in the book, in its past or in its file, and no undo brings them back; an import of a \
      file that holds them does. On a terminal it asks first. Notes about others that name them stay as they are.

      Examples:
        refer forget "Ada Park"
        refer forget 12 --yes
      """)

  @Argument(help: "An id, a name, or words of name, organization or e-mail that only one has.")
  var name: String

  @Flag(help: "Don't ask.")
  var yes = false

  @Flag(help: "Say who would be erased, and do nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let workspace = try shared.workspace()
    let forget = ForgetPerson(name, in: workspace, run: try shared.runThatChanges(workspace))
    let person = try forget.person()
    if dryRun { return try Terminal.output().write("Would erase \(person.label), for good.\n") }
    if !yes, !Terminal.agrees("Erase \(person.label), for good? Type yes: ") {
      throw ReferError("nothing was erased")
    }
    let links = try forget.make()
    let others = links == 0 ? "" : " \(links) records of others named them, and no longer do."
    try Terminal.tell(isDone: true) { try $0.write("Erased contact \(person.id).\(others)\n") }
  }
}
