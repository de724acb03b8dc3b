import ArgumentParser
import ReferKit

/// What the verbs that answer an item of the day have in common.
struct ItemArguments: ParsableArguments {
  @Argument(help: "The number that 'refer due' showed, or the first characters of its id.")
  var item: String

  @Option(help: ArgumentHelp("A rules file or a pack; those that showed it unless given.", valueName: "file"))
  var rules: String?

  @OptionGroup var shared: SharedOptions

  func answer(_ answer: AnswerItem.Answer, _ options: (Workspace) -> DeedOptions) throws {
    try shared.report { workspace, run in
      let named = try rules ?? workspace.rulesShown(of: item)
      var evaluation = Evaluation(rules: try shared.rules(named), over: workspace, run: run)
      evaluation.report = { Terminal.complain($0) }
      let watchdog = Watchdog()
      evaluation.working = { watchdog.mark(isWorking: $0) }
      var item = try AnswerItem(item, answer, evaluation)
      item.options = options(workspace)
      return try item.make()
    }
  }
}

/// What verbs take that hold from now on.
struct NoteArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Free text, kept beside it.", valueName: "text"))
  var note: String?

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  func options(in workspace: Workspace) -> DeedOptions {
    var options = DeedOptions()
    options.note = note
    options.isDryRun = dryRun
    return options
  }
}

struct Done: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "done",
    abstract: "Tick off an item of the day.",
    discussion: """
      It is written down as what it was: a message, thanks, a promise that was kept, news to whoever gave a referral.

      Examples:
        refer done 1
        refer done 2 call 10m --note "Back in May"
        refer done 3f9a21 --at yesterday
      """)

  @OptionGroup var item: ItemArguments
  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag

  @Argument(help: "How, where it was another way than usual: call, email, card …", completion: .list(DeedWords.kinds))
  var kind: String?

  @Argument(help: "How long it took: 10m.")
  var length: String?

  func run() throws {
    try item.answer(.done(kind: kind, minutes: length)) { deed.options(in: $0, anyway: force.anyway) }
  }
}

struct Snooze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze",
    abstract: "Put off an item of the day.",
    discussion: """
      Examples:
        refer snooze 1 3d
        refer snooze 3f9a21 2026-05-23
      """)

  @OptionGroup var item: ItemArguments
  @OptionGroup var note: NoteArguments

  @Argument(help: "How long, or until when: 3d, 2w, 2026-05-23.")
  var until: String

  func run() throws { try item.answer(.snoozed(until: until), note.options) }
}

struct Skip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip",
    abstract: "Drop an item of the day, and say why.",
    discussion: """
      Examples:
        refer skip 1 --why "moved abroad"
      """)

  @OptionGroup var item: ItemArguments
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("The reason, which is kept.", valueName: "text"))
  var why: String

  func run() throws { try item.answer(.skipped(why: why), note.options) }
}
