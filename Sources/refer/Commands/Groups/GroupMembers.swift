import ArgumentParser
import ReferKit

extension Group {
  struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "join",
      abstract: "Give somebody a seat.",
      discussion: """
        Case and spaces of a profession do not count. A seat that somebody holds is not given twice.

        Examples:
          refer group join "Early Birds" "Ada Park" --seat banker
          refer group join birds bo --seat plumber --role treasurer --at 2026-01-07
        """)

    @Argument(help: "The group.")
    var group: String

    @Argument(help: "Who: an id or a name.")
    var name: String

    @Option(help: ArgumentHelp("The profession; the contact's unless given.", valueName: "profession"))
    var seat: String?

    @Option(help: "president, treasurer …")
    var role: String?

    @OptionGroup var deed: DeedArguments
    @OptionGroup var force: AnywayFlag
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var join = JoinGroup(name, group, in: workspace, run: run)
        join.seat = seat
        join.role = role
        join.options = deed.options(in: workspace, anyway: force.anyway)
        return try join.make()
      }
    }
  }

  struct Leave: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "leave",
      abstract: "Somebody left: the seat is free.",
      discussion: """
        Examples:
          refer group leave "Early Birds" "Ada Park" --at 2026-03-31
        """)

    @Argument(help: "The group.")
    var group: String

    @Argument(help: "Who: an id or a name.")
    var name: String

    @OptionGroup var deed: DeedArguments
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.report { workspace, run in
        var leave = LeaveGroup(name, group, in: workspace, run: run)
        leave.options = deed.options(in: workspace)
        return try leave.make()
      }
    }
  }
}
