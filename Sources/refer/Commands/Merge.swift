import ArgumentParser
import ReferKit

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one contact of two: A stays with its id, and B flows into it.",
    discussion: """
      Lists are joined, and all talks, referrals, promises and the rest are of the one. Where both have a value, a \
      terminal asks; elsewhere --take or --prefer says it. The value that is not taken is kept in custom, such as \
      custom.merged.city. Files that either came from update the one, and bring nobody back.

      Examples:
        refer merge 12 87 --dry-run
        refer merge 12 87 --take city=B --take title=A
        refer merge "Ada Park" "A. Park" --prefer A
      """)

  @Argument(help: "Who stays: an id, a name, or words that only one has.")
  var a: String

  @Argument(help: "Who flows into them.")
  var b: String

  @Option(
    name: .customLong("take"),
    help: ArgumentHelp(
      "Whose value of a field is taken; email=B puts B's first address first. May repeat.", valueName: "field=A|B"))
  var takes: [String] = []

  @Option(help: ArgumentHelp("Whose value of all other fields is taken.", valueName: "A|B"))
  var prefer: MergePeople.Side?

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var shared: SharedOptions

  func validate() throws { _ = try sides() }

  func run() throws {
    let workspace = try shared.workspace()
    var merge = MergePeople(a, b, in: workspace, run: try shared.runThatChanges(workspace))
    merge.takes = try sides()
    merge.preferred = prefer
    merge.isDryRun = dryRun
    if !dryRun { try ask(&merge) }
    let report = try merge.make()
    try Terminal.tell(isDone: report.deed != nil) { try report.print(as: shared.format, to: $0) }
  }

  /// On a terminal, what the options don't say.
  private func ask(_ merge: inout MergePeople) throws {
    guard Terminal.canAsk else { return }
    for difference in try merge.differences() where difference.taken == nil {
      let question = "\(difference.field): A \(difference.a), or B \(difference.b)? "
      guard let side = Terminal.answer(question).flatMap({ MergePeople.Side(rawValue: $0.uppercased()) }) else {
        throw ReferError("neither A nor B; nothing was changed")
      }
      merge.takes[difference.field] = side
    }
  }

  private func sides() throws -> [String: MergePeople.Side] {
    var sides: [String: MergePeople.Side] = [:]
    for take in takes {
      guard let sign = take.lastIndex(of: "="), sign != take.startIndex,
        let side = MergePeople.Side(rawValue: take[take.index(after: sign)...].uppercased())
      else { throw ValidationError("'--take \(take)' is not FIELD=A or FIELD=B.") }
      sides[String(take[..<sign])] = side
    }
    return sides
  }
}
