import ArgumentParser
import ReferKit

extension Group {
  struct Meeting: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "meeting",
      abstract: "Meetings of a group: enter one, say what became of it.",
      discussion: """
        Examples:
          refer group meeting add "Early Birds" --at "2026-05-20 07:00"
          refer group meeting close "Early Birds"
        """,
      subcommands: [Add.self, Close.self])

    struct Add: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Enter a meeting, also one that is still to come.",
        discussion: """
          Examples:
            refer group meeting add "Early Birds" --at "2026-05-20 07:00"
            refer group meeting add birds --at 2026-12-23 --state holiday
          """)

      @Argument(help: "The group.")
      var group: String

      @Option(help: ArgumentHelp("draft, completed, discarded or holiday.", valueName: "state"))
      var state: String?

      @OptionGroup var deed: DeedArguments
      @OptionGroup var shared: SharedOptions

      func run() throws {
        try shared.report { workspace, run in
          var meeting = GroupMeeting(group, in: workspace, run: run)
          meeting.state = state
          meeting.options = deed.options(in: workspace)
          return try meeting.add()
        }
      }
    }

    struct Close: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Say what became of a meeting; the last open one unless --at names a day.",
        discussion: """
          Examples:
            refer group meeting close "Early Birds"
            refer group meeting close birds --at 2026-05-20 --state discarded --note "snow"
          """)

      @Argument(help: "The group.")
      var group: String

      @Option(help: ArgumentHelp("completed (unless given), discarded, holiday or draft.", valueName: "state"))
      var state: String?

      @OptionGroup var deed: DeedArguments
      @OptionGroup var shared: SharedOptions

      func run() throws {
        try shared.report { workspace, run in
          var meeting = GroupMeeting(group, in: workspace, run: run)
          meeting.state = state
          meeting.options = deed.options(in: workspace)
          return try meeting.close()
        }
      }
    }
  }

  struct Attend: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "attend",
      abstract: "Who was at a meeting; the last open one unless --at names a day.",
      discussion: """
        P present, A absent, L late, M medical, S substitute. Without names it is said of all members of whom nothing \
        is said yet.

        Examples:
          refer group attend "Early Birds" A "Bo Lind"
          refer group attend "Early Birds" P
          refer group attend birds S ada --at 2026-05-20
        """)

    @Argument(help: "The group.")
    var group: String

    @Argument(help: "P, A, L, M or S.", completion: .list(["P", "A", "L", "M", "S"]))
    var code: String

    @Argument(help: ArgumentHelp("Members, by id or name.", valueName: "name"))
    var names: [String] = []

    @OptionGroup var deed: DeedArguments
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var attend = AttendMeeting(group, code, names, in: workspace, run: run)
        attend.options = deed.options(in: workspace)
        return try attend.make()
      }
    }
  }

  struct Visitor: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "visitor",
      abstract: "Somebody visited a meeting; two visits are usual.",
      discussion: """
        Examples:
          refer group visitor "Early Birds" "Cy Ng"
          refer group visitor birds "Cy Ng" "Di Fox" --at 2026-05-20
        """)

    @Argument(help: "The group.")
    var group: String

    @Argument(help: ArgumentHelp("Who: an id or a name.", valueName: "name"))
    var names: [String]

    @OptionGroup var deed: DeedArguments
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var visit = AttendMeeting(group, "V", names, in: workspace, run: run)
        visit.options = deed.options(in: workspace)
        return try visit.make()
      }
    }
  }
}
