import ArgumentParser
import ReferKit

struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Groups: their seats, meetings and visitors.",
    discussion: """
      A group has one active member a profession. Its meetings are drafts until they are closed; only completed ones \
      count.

      Examples:
        refer group add "Early Birds" --kind BNI
        refer group join "Early Birds" "Ada Park" --seat banker
        refer group meeting add "Early Birds" --at "2026-05-20 07:00"
        refer group attend "Early Birds" P
        refer group show "Early Birds"
      """,
    subcommands: [
      Add.self, List.self, Show.self, Join.self, Leave.self, Meeting.self, Attend.self, Visitor.self,
    ])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Enter a group.",
      discussion: """
        Examples:
          refer group add "Early Birds" --kind BNI
          refer group add "Lake Forest Chamber" --rules "two referrals a month"
        """)

    @Argument(help: "What it is called.")
    var name: String

    @Option(help: "BNI, LeTip, chamber, mastermind …")
    var kind: String?

    @Option(help: ArgumentHelp("What it expects of its members.", valueName: "text"))
    var rules: String?

    @OptionGroup var deed: DeedArguments
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var add = AddGroup(name, in: workspace, run: run)
        add.kind = kind
        add.rules = rules
        add.options = deed.options(in: workspace)
        return try add.make()
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "All groups.",
      discussion: """
        Examples:
          refer group list
        """)

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let workspace = try shared.workspace()
      try GroupList(in: workspace, run: try shared.run(over: workspace)).print(
        as: shared.format, to: Terminal.output())
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "One group: members and seats, meetings, who was there.",
      discussion: """
        P present, A absent, L late, M medical, S substitute, V visitor, over completed meetings.

        Examples:
          refer group show "Early Birds"
          refer group show birds --format csv > members.csv
        """)

    @Argument(help: "The name, or words of it that only one has.")
    var name: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      let workspace = try shared.workspace()
      try GroupList(in: workspace, run: try shared.run(over: workspace)).print(
        name, as: shared.format, to: Terminal.output())
    }
  }
}
