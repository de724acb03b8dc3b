import ArgumentParser
import ReferKit

struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Decide over contacts: who belongs in which bucket, and why.",
    discussion: """
      Without '--from' it decides over the book, and without a rules file by the rules.lua beside it. A pack is named \
      as it is installed, or by its folder or archive; of contacts it sees what it declares. A script that declares \
      no rule runs once, and what it returns is printed.

      Examples:
        refer eval
        refer eval rules.lua --from contacts.ndjson
        refer eval our-buckets --from contacts.ndjson
        refer eval rules.lua --from contacts.ndjson --bucket A --sort score --limit 9
        refer eval rules.lua --from contacts.ndjson --explain --contact "Ada Park"
        refer eval rules.lua --from contacts.ndjson --format csv > decisions.csv
        refer eval rules.lua --from contacts.ndjson --budget instructions=400k --budget memory=64MiB
        refer eval -e 'return count(contacts(), has("city"))' --from contacts.ndjson

      Exit status: 0 done; 1 some contact or line failed; 2 the rules or the contacts can't be used; \
      3 the run's budget is spent; 64 wrong usage.
      """)

  @Argument(help: "A rules file or a pack; your own rules.lua unless given.", completion: .file(extensions: ["lua"]))
  var rules: String?

  @Option(name: .customShort("e"), help: ArgumentHelp("Code to run instead of a file.", valueName: "code"))
  var code: String?

  @OptionGroup var inputs: RulesOptions

  @Flag(help: "Show what was read, why earlier buckets do not hold, and what would change it.")
  var explain = false

  @Option(help: ArgumentHelp("Only the contact with this id, or this in the name.", valueName: "name"))
  var contact: String?

  @Option(help: "Only who is in this bucket.")
  var bucket: String?

  @Option(help: ArgumentHelp("Sort by name, score, bucket or id.", valueName: "key"))
  var sort: String?

  @Option(help: ArgumentHelp("Only the first so many.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Stop at the first contact whose rule fails.")
  var failFast = false

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if rules != nil, code != nil { throw ValidationError("Give rules or '-e' with code, not both.") }
    if let limit, limit < 1 { throw ValidationError("'--limit' must be 1 or more.") }
    if let sort, !["name", "score", "bucket", "id"].contains(sort) {
      throw ValidationError("'--sort' takes name, score, bucket or id, not '\(sort)'.")
    }
  }

  func run() throws {
    var evaluation = try inputs.evaluation(rules, code: code, shared)
    for remark in evaluation.rules.remarks { Terminal.complain(remark) }
    evaluation.isExplained = explain
    evaluation.failsFast = failFast
    evaluation.selection.contact = contact
    evaluation.selection.bucket = bucket
    evaluation.selection.sort = sort
    evaluation.selection.limit = limit
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    let summary = try evaluation.print(as: shared.format, to: Terminal.output())
    if summary.hasFailures { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
