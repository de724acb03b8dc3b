import ArgumentParser
import ReferKit

/// What a referral is told with, whoever gave it.
struct ReferralArguments: ParsableArguments {
  @Flag(help: "The prospect agreed to be contacted; so it is unless you say --lead.")
  var consent = false

  @Flag(help: "The prospect does not know of it: it is a lead, and not counted.")
  var lead = false

  @Option(
    help: """
      inside: they buy themselves; outside: somebody they know; spin_off: out of an earlier one. Worked out unless given.
      """, completion: .list(DeedWords.tiers))
  var tier: String?

  @Option(help: ArgumentHelp("The referral that it came out of: an id, or the prospect's name.", valueName: "referral"))
  var parent: String?

  @Option(help: ArgumentHelp("The introducer's effort: 1 a name, 5 a meeting in person.", valueName: "1-5"))
  var strength: Int?

  @Option(
    help: ArgumentHelp("How the prospect was handed over.", valueName: "how"), completion: .list(DeedWords.handoffs))
  var handoff: String?

  @Option(help: ArgumentHelp("What the prospect needs.", valueName: "text"))
  var need: String?

  @Option(help: ArgumentHelp("The event that it came from; a new name is a new event.", valueName: "name"))
  var event: String?

  func validate() throws {
    if consent, lead { throw ValidationError("'--consent' and '--lead' are opposites; give one of them.") }
  }

  func make(_ referral: EnterReferral, _ options: DeedOptions) throws -> DeedReport {
    var referral = referral
    referral.isLead = lead
    referral.tier = tier
    referral.parent = parent
    referral.strength = strength
    referral.handoff = handoff
    referral.need = need
    referral.event = event
    referral.options = options
    return try referral.make()
  }
}

struct Receive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Write down a referral that somebody gave you.",
    discussion: """
      It counts as a referral when the prospect agreed to be contacted, and that is taken for granted; say --lead \
      where it is not so. More business from the same client is no new referral: 'refer stage ID won --value' keeps it.

      Examples:
        refer receive "Northstar Castings" --by "Ada Park" --need "a line of credit"
        refer receive "Bo Lind" --by ada --strength 4 --handoff introduced_by_mail --event "Spring Mixer"
        refer receive "Quill & Co" --by ada --parent "Northstar Castings"
        refer receive "Somebody at Acme" --by 12 --lead
      """)

  @Argument(help: "The prospect: somebody of your book, or any name.")
  var prospect: String

  @Option(help: ArgumentHelp("Who gave it: an id or a name.", valueName: "name"))
  var by: String

  @OptionGroup var referral: ReferralArguments
  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      try referral.make(
        EnterReferral(of: prospect, by: by, in: workspace, run: run), deed.options(in: workspace, anyway: force.anyway))
    }
  }
}

struct Give: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give",
    abstract: "Write down a referral that you give to somebody.",
    discussion: """
      It counts as a referral when the prospect agreed to be contacted, and that is taken for granted; say --lead \
      where it is not so.

      Examples:
        refer give "Northstar Castings" --to "Ada Park" --need "a line of credit"
        refer give "Maria García" --to "Bo Lind" --strength 5 --handoff in_person
      """)

  @Argument(help: "The prospect: somebody of your book, or any name.")
  var prospect: String

  @Option(help: ArgumentHelp("Who gets it: an id or a name.", valueName: "name"))
  var to: String

  @OptionGroup var referral: ReferralArguments
  @OptionGroup var deed: DeedArguments
  @OptionGroup var force: AnywayFlag
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      try referral.make(
        EnterReferral(of: prospect, to: to, in: workspace, run: run), deed.options(in: workspace, anyway: force.anyway))
    }
  }
}

struct Stage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage",
    abstract: "Move a referral on, and keep what it brought.",
    discussion: """
      The stages: new, acknowledged, contacted, meeting, proposal, and the ends won, lost, declined, unreachable and \
      expired; BNI's words are understood, too. It goes on to any later stage or end; back, or away from an end, only \
      with --reopen. A value on a referral that is won already is repeat business.

      Examples:
        refer stage 3 contacted
        refer stage northstar won --value 9800 --currency USD
        refer stage 3 won --value 300 --note "a second order"
        refer stage 3 won --value 100 --refund
        refer stage 4 lost --why "too dear" --told
        refer stage 4 meeting --reopen
      """)

  @Argument(help: "The referral's id, or its prospect's name.")
  var referral: String

  @Argument(help: "The stage that it reaches.", completion: .list(DeedWords.stages))
  var stage: String

  @Option(help: ArgumentHelp("The business that it brought, such as 9800.50.", valueName: "amount"))
  var value: String?

  @Option(help: ArgumentHelp("The currency of the value; the referral's, else the profile's.", valueName: "code"))
  var currency: String?

  @Option(help: ArgumentHelp("The reason; lost and declined need one.", valueName: "reason"))
  var why: String?

  @Flag(help: "The value went back to the client.")
  var refund = false

  @Flag(help: "Open it again: back, or away from an end.")
  var reopen = false

  @Flag(help: "Whoever gave it was told how it stands.")
  var told = false

  @Flag(help: "The prospect has now agreed: a lead becomes a referral.")
  var consent = false

  @OptionGroup var deed: DeedArguments
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.report { workspace, run in
      var move = MoveReferral(referral, to: stage, in: workspace, run: run)
      move.value = value
      move.currency = currency
      move.why = why
      move.isRefund = refund
      move.isReopening = reopen
      move.isTold = told
      move.hasConsent = consent
      move.options = deed.options(in: workspace)
      return try move.make()
    }
  }
}
