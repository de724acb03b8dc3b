import ArgumentParser
import ReferKit

struct PackAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Install a pack from a folder, an archive, or a git repository and tag.",
    discussion: """
      It shows what the pack reads of your contacts and who signed it, and asks. From then on the key that signed it \
      first stands for it, or those that its pack.toml names under [signers]: a version that they have not signed is \
      refused, and other signatures count for nothing. Where nobody can be asked, say --yes.

      Examples:
        refer pack add our-buckets-1.0.0.tar
        refer pack add https://example.org/our-buckets.git@v1.0.0
        refer pack add ~/packs/our-buckets@v1.0.0 --dry-run

      Exit status: 0 added, or was there already; 2 refused: the installed packs are as they were.
      """)

  @Argument(help: "A folder, an archive, or REPOSITORY@TAG.", completion: .file())
  var source: String

  @Flag(help: "Don't ask.")
  var yes = false

  @Flag(help: "Show what would be added, and add nothing.")
  var dryRun = false

  @Flag(help: "Take a version older than the one that is or was installed.")
  var allowDowngrade = false

  @OptionGroup var options: PackOptions

  func run() throws {
    let add = try AddPack(source, to: options.workspace(), allowsDowngrade: allowDowngrade)
    let output = Terminal.output()
    if add.isInstalled {
      Terminal.complain("\(add.sheet.name) \(add.sheet.version) is installed already")
      return try add.printSheetAsData(options.format, output)
    }
    try add.printSheet(as: options.format, to: output)
    if dryRun { return try add.printDone(false, as: options.format, to: output) }
    try Terminal.demand(add.question, isAgreed: yes)
    try add.make()
    try add.printDone(true, as: options.format, to: output)
  }
}

extension AddPack {
  /// For programs, which want the same answer whether it was there or not.
  fileprivate func printSheetAsData(_ format: OutputFormat, _ output: Output) throws {
    if format != .table, format != .markdown { try printDone(true, as: format, to: output) }
  }
}

struct PackRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take an installed pack away.",
    discussion: """
      The keys that stand for it are kept, so that nobody else's pack of that name is taken later. Packs that need each \
      other go together.

      Examples:
        refer pack remove our-buckets
        refer pack remove our-buckets --forget-keys
      """)

  @Argument(help: "The pack's name.")
  var name: String

  @Flag(help: "Don't ask.")
  var yes = false

  @Flag(help: "Say what would be removed, and do nothing.")
  var dryRun = false

  @Flag(help: "Forget its keys too, of a pack that is gone as well: the next of this name is seen for the first time.")
  var forgetKeys = false

  @OptionGroup var options: PackOptions

  func run() throws {
    let remove = try RemovePack(name, from: options.workspace(), forgetsKeys: forgetKeys)
    if !dryRun {
      try Terminal.demand(remove.question, isAgreed: yes)
      try remove.make()
    }
    try remove.print(!dryRun, as: options.format, to: Terminal.output())
  }
}

struct PackList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The packs that are installed.",
    discussion: """
      Each is checked: a pack that was changed on disk, whose keys you distrust, or which needs what is not there or \
      does not fit, is named with what is wrong.

      Examples:
        refer pack list
        refer pack list --format json

      Exit status: 0 all are whole; 1 some pack can't be used.
      """)

  @OptionGroup var options: PackOptions

  func run() throws {
    let list = try ListPacks(in: options.workspace())
    try list.print(as: options.format, to: Terminal.output())
    if list.hasProblems { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}
