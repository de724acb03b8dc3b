import ArgumentParser
import ReferKit

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Write down a talk, a call, a mail.",
    discussion: """
      First whom, then the kind, then how long. Several names are several people, each of whom gets it.

      Examples:
        refer log "Ada Park" coffee 45m --at yesterday --note "Looks for a treasurer"
        refer log ada "Bo Lind" lunch 90m --event "Spring Mixer"
        refer log 12 email --template "nice to meet you" --response reply
        refer log ada call --direction in --not-networking

      Kinds, and some of what you may say for them:
      \(DeedWords.kindsHelp)
      """)

  @Argument(
    help: ArgumentHelp(
      "Names or ids, the kind, and a length such as 45m.", valueName: "name> <kind> <length"),
    completion: .list(DeedWords.kinds))
  var words: [String]

  @Option(help: "How it was said; as usual for the kind unless given.", completion: .list(DeedWords.channels))
  var channel: String?

  @Option(help: "in is from them, out from you, both between you.", completion: .list(DeedWords.directions))
  var direction: String?

  @Option(help: ArgumentHelp("The event where it was; a new name is a new event.", valueName: "name"))
  var event: String?

  @Option(help: ArgumentHelp("The message that was sent.", valueName: "name"))
  var template: String?

  @Option(help: "What came back: none, reply, meeting or referral.", completion: .list(DeedWords.responses))
  var response: String?

  @Flag(help: "Its minutes do not count as networking.")
  var notNetworking = false

  @OptionGroup var force: AnywayFlag
  @OptionGroup var deed: DeedArguments
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if words.count < 2 { throw ValidationError("Give a name and a kind: refer log \"Ada Park\" coffee 45m") }
  }

  func run() throws {
    try shared.report { workspace, run in
      var log = LogInteraction(words, in: workspace, run: run)
      log.channel = channel
      log.direction = direction
      log.event = event
      log.template = template
      log.response = response
      if notNetworking { log.isNetworking = false }
      log.options = deed.options(in: workspace, anyway: force.anyway)
      return try log.make()
    }
  }
}
