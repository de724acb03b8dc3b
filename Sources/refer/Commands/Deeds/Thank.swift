import ArgumentParser
import ReferKit

struct Thank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thank",
    abstract: "Write down that you thanked somebody.",
    discussion: """
      The kinds: note (unless you say another), call, card, gift, bonus, discount, public and donation. For a referral \
      thanks are due whether or not it turns into business; where just one waits for them, it is meant. In public only \
      whoever agreed to it: refer edit NAME public_consent=yes

      Examples:
        refer thank "Ada Park"
        refer thank ada card --for "Northstar Castings"
        refer thank ada --public --for 3
      """)

  @Argument(help: "An id or a name.")
  var name: String

  @Argument(help: "How; a note unless given.", completion: .list(DeedWords.thanks))
  var kind: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("The referral it is for: an id, or the prospect's name.", valueName: "referral"))
  var referral: String?

  @Flag(name: .customLong("public"), help: "Where others hear it; the same as the kind 'public'.")
  var isPublic = false

  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      var thank = ThankPerson(name, kind, in: workspace, run: run)
      thank.referral = referral
      thank.isPublic = isPublic
      thank.options = deed.options(in: workspace, anyway: force.anyway)
      return try thank.make()
    }
  }
}
