import ArgumentParser
import ReferKit

struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Enter a person.",
    discussion: """
      The fields are those of 'refer words contact'; a list takes its values with commas. What you enter by hand, no \
      import overwrites.

      Examples:
        refer add "Ada Park" organization="Park Bank" city=Irvine email=ada@example.com
        refer add "Bo Lind" tags=golf,board met_at=yesterday met_event="Chamber Mixer" introduced_by="Ada Park"
        refer add "Ada Park" custom.'Lead Status'=new buckets.main=A answers.good_at_it=4 --anyway
      """)

  @Argument(help: "The whole name; its last word is the family name, unless you give last_name.")
  var name: String

  @Argument(help: ArgumentHelp("What is known of them.", valueName: "field=value"))
  var fields: [String] = []

  @Flag(help: "Add them even if somebody has the name already.")
  var anyway = false

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func validate() throws { try FieldArguments.check(fields) }

  func run() throws {
    let workspace = try shared.workspace()
    var add = AddPerson(name, fields, in: workspace, run: try shared.runThatChanges(workspace))
    add.anyway = anyway
    add.isDryRun = dryRun
    let change = try add.make()
    try Terminal.tell(isDone: change.deed != nil) { try change.print(as: shared.format, to: $0) }
  }
}

/// `FIELD=VALUE` among arguments.
enum FieldArguments {
  static func check(_ fields: [String]) throws {
    for field in fields where !field.contains("=") || field.hasPrefix("=") {
      throw ValidationError("'\(field)' is not FIELD=VALUE. A name of several words needs quotes: \"Ada Park\".")
    }
  }
}
