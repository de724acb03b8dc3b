import ArgumentParser
import ReferKit

struct PackKeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Your keys, and those of others that you trust.",
    discussion: """
      Examples:
        refer pack keys new alice
        refer pack keys list
        refer pack keys trust 'refer-ed25519 …' --as bob
      """,
    subcommands: [New.self, List.self, Trust.self, Distrust.self], defaultSubcommand: List.self)

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a key of your own to sign with.",
      discussion: """
        The secret half is a file in the workspace's keys folder, for you alone. Hand on the line that is printed.

        Examples:
          refer pack keys new alice
        """)

    @Argument(help: "The key's name.")
    var name: String

    @OptionGroup var options: PackOptions

    func run() throws {
      let key = try PackKeys(in: options.workspace()).make(name)
      try PackKeys.print([key], as: options.format, to: Terminal.output())
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All keys: your own, trusted, distrusted, and those that stand for a pack.",
      discussion: """
        Examples:
          refer pack keys list

        Exit status: 0 all can be used; 1 some key of yours is damaged.
        """)

    @OptionGroup var options: PackOptions

    func run() throws {
      let keys = try PackKeys(in: options.workspace()).list()
      try PackKeys.print(keys, as: options.format, to: Terminal.output())
      let problems = keys.compactMap(\.problem)
      for problem in problems { Terminal.complain(problem) }
      if !problems.isEmpty { throw ExitCode(ReferError.Status.someFailed.rawValue) }
    }
  }

  struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Know a key by its owner's name.",
      discussion: """
        Compare the fingerprint with its owner, by telephone or in person.

        Examples:
          refer pack keys trust 'refer-ed25519 …' --as bob
        """)

    @Argument(help: "The line that its owner's 'refer pack keys list' prints, in quotes.")
    var key: String

    @Option(name: .customLong("as"), help: ArgumentHelp("The owner's name.", valueName: "name"))
    var name: String?

    @OptionGroup var options: PackOptions

    func run() throws {
      let item = try PackKeys(in: options.workspace()).trust(key, as: name)
      try PackKeys.print([item], as: options.format, to: Terminal.output())
    }
  }

  struct Distrust: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count a key's signatures no longer.",
      discussion: """
        Packs that rest on it are refused from now on, installed ones too. 'trust' takes it back.

        Examples:
          refer pack keys distrust bob
        """)

    @Argument(help: "A key's name, fingerprint or line.")
    var key: String

    @OptionGroup var options: PackOptions

    func run() throws {
      let item = try PackKeys(in: options.workspace()).distrust(key)
      try PackKeys.print([item], as: options.format, to: Terminal.output())
    }
  }
}
