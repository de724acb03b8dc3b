import ArgumentParser
import ReferKit

struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change what is known of a person.",
    discussion: """
      FIELD= empties a field; += adds to a list, and -= takes from it. The fields are those of 'refer words contact'. \
      Nothing is written when one of them is wrong.

      Examples:
        refer edit "Ada Park" city=Irvine title=
        refer edit ada tags+=golf tags-=board trust=4 is_client=yes
        refer edit 12 introduced_by="Maria García" met_at="2 weeks ago" --dry-run
      """)

  @Argument(help: "An id, a name, or words of name, organization or e-mail that only one has.")
  var name: String

  @Argument(help: ArgumentHelp("What changes.", valueName: "field=value"))
  var fields: [String]

  @Flag(help: "Say what would change, and write nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func validate() throws { try FieldArguments.check(fields) }

  func run() throws {
    let workspace = try shared.workspace()
    var edit = EditPerson(name, fields, in: workspace, run: try shared.runThatChanges(workspace))
    edit.isDryRun = dryRun
    let change = try edit.make()
    try Terminal.tell(isDone: change.deed != nil) { try change.print(as: shared.format, to: $0) }
  }
}
