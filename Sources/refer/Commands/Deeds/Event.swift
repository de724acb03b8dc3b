import ArgumentParser
import ReferKit

struct Event: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event",
    abstract: "Events: enter one, list all, see what came of one.",
    discussion: """
      Examples:
        refer event add "Spring Mixer" --at 2026-05-23 --kind mixer --visitor "Bo Lind"
        refer event list
        refer event show "Spring Mixer"
      """,
    subcommands: [Add.self, List.self, Show.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Enter an event, and who was there.",
      discussion: """
        Examples:
          refer event add "Spring Mixer" --at 2026-05-23 --kind mixer --group "Lake Forest Chamber" --minutes 2h
          refer event add Barbecue --at yesterday --no-pitch --with "Ada Park" --visitor "Bo Lind"
          refer event add "Cash Flow Seminar" --cost 25 --currency USD --place "City Hall"
        """)

    @Argument(help: "What it is called.")
    var name: String

    @Option(help: ArgumentHelp("When it ended.", valueName: "time"))
    var endsAt: String?

    @Option(help: "mixer, breakfast, seminar, social …")
    var kind: String?

    @Option(help: ArgumentHelp("Who held it.", valueName: "name"))
    var group: String?

    @Option(help: "Where it was.")
    var place: String?

    @Option(help: ArgumentHelp("What it cost you, such as 25.", valueName: "amount"))
    var cost: String?

    @Option(help: ArgumentHelp("The currency of the cost; the profile's unless given.", valueName: "code"))
    var currency: String?

    @Flag(help: "A place where nobody sells.")
    var noPitch = false

    @Option(help: ArgumentHelp("How long it took, such as 90m.", valueName: "length"))
    var minutes: String?

    @Option(help: ArgumentHelp("Somebody who was there; may repeat.", valueName: "name"))
    var with: [String] = []

    @Option(help: ArgumentHelp("Somebody's guest; may repeat.", valueName: "name"))
    var visitor: [String] = []

    @Option(help: ArgumentHelp("Who was the host; may repeat.", valueName: "name"))
    var host: [String] = []

    @OptionGroup var deed: DeedArguments
    @OptionGroup var force: AnywayFlag
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var add = AddEvent(name, in: workspace, run: run)
        add.endsAt = endsAt
        add.kind = kind
        add.group = group
        add.place = place
        add.cost = cost
        add.currency = currency
        add.length = minutes
        add.isNoPitch = noPitch
        add.attendees = with
        add.visitors = visitor
        add.hosts = host
        add.options = deed.options(in: workspace, anyway: force.anyway)
        return try add.make()
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "All events, newest first.",
      discussion: """
        Examples:
          refer event list
          refer event list --format csv > events.csv
        """)

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let workspace = try shared.workspace()
      try EventList(in: workspace, run: try shared.run(over: workspace)).print(
        as: shared.format, to: Terminal.output())
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "One event: who was there, whom you met, what came of it.",
      discussion: """
        Examples:
          refer event show "Spring Mixer"
          refer event show 3 --format json
        """)

    @Argument(help: "The name or the id.")
    var name: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let workspace = try shared.workspace()
      try EventList(in: workspace, run: try shared.run(over: workspace)).print(
        name, as: shared.format, to: Terminal.output())
    }
  }
}
