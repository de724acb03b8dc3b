import ArgumentParser
import ReferKit

/// The command: each verb is its options, one call into ReferKit, one print.
@main
struct Refer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refer",
    abstract: "Turns networking contacts into referrals, by rules that you can read.",
    discussion: """
      Rules stand in a file that reads like a form: questions, buckets, points. refer decides over all your \
      contacts with them, and says why.

      Examples:
        refer eval rules.lua --from contacts.ndjson
        refer explain "Ada Park" rules.lua --from contacts.ndjson
        refer check rules.lua
        refer words question
      """,
    version: ReferVersion.current,
    groupedSubcommands: [
      CommandGroup(name: "Decide:", subcommands: [Eval.self, Explain.self, Ask.self, Check.self, Words.self]),
      CommandGroup(
        name: "The day:", subcommands: [Due.self, Done.self, Snooze.self, Skip.self, Plan.self, Write.self]),
      CommandGroup(
        name: "Write down:",
        subcommands: [
          Log.self, Event.self, Receive.self, Give.self, Stage.self, Introduce.self, Thank.self, Promise.self,
          Request.self,
        ]),
      CommandGroup(
        name: "People and groups:",
        subcommands: [
          Add.self, Edit.self, Show.self, Find.self, Group.self, Duplicates.self, Merge.self, Archive.self,
          Forget.self,
        ]),
      CommandGroup(
        name: "The book:",
        subcommands: [Init.self, Import.self, Export.self, SetSetting.self, Undo.self, CheckBook.self]),
      CommandGroup(name: "Rule packs:", subcommands: [PackCommand.self]),
    ])

  /// Errors of ours end with their own status; all others as the argument parser has them.
  static func main() {
    Terminal.occupyClosedStreams()
    do {
      do {
        var command = try parseAsRoot()
        try command.run()
      } catch let error where exitCode(for: error).isSuccess {
        // Help, the version and completion scripts are results, too: that they can't be written must be said.
        try Terminal.output().write(fullMessage(for: error) + "\n")
      }
    } catch let error as ReferError {
      Terminal.complain(error.description)
      Terminal.exit(error.status.rawValue)
    } catch {
      // The parser repeats what was typed, which a script may have put together.
      Terminal.say(fullMessage(for: error))
      Terminal.exit(exitCode(for: error).rawValue)
    }
  }
}
