import ArgumentParser
import ReferKit

struct Ask: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Answer the open questions of the rules, the most decisive first.",
    discussion: """
      Goes through the people whose bucket hangs on an answer of yours, one after the other, and says what each \
      answer changed. Answers are kept at once, with their date: stop when you like, and go on another day. Enter \
      skips a question, ? explains it, 'next' goes to the next person, q stops.

      Without a terminal, answers are read from standard input, a line for each question; where there is none, the \
      open questions are listed. --list lists them, too.

      Examples:
        refer ask
        refer ask --contact "Ada Park"
        refer ask --limit 3 --list --format json
        printf '4\\nyes\\n' | refer ask --contact "Ada Park"
      """)

  @Argument(help: "A rules file or a pack; your own rules.lua unless given.", completion: .file(extensions: ["lua"]))
  var rules: String?

  @Option(help: ArgumentHelp("Only this person; an id or a name.", valueName: "name"))
  var contact: String?

  @Option(help: ArgumentHelp("How many people at most.", valueName: "n"))
  var limit = 10

  @Flag(help: "List the open questions, and ask nothing.")
  var list = false

  @OptionGroup var inputs: RulesOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("'--limit' must be 1 or more.") }
  }

  func run() throws {
    var evaluation = try inputs.evaluation(rules, shared)
    let watchdog = Watchdog()
    evaluation.working = { watchdog.mark(isWorking: $0) }
    let session = try AskSession(evaluation)
    let waiting = try session.waiting(contact: contact, limit: limit)
    let output = Terminal.output()
    if list || shared.asOf != nil {
      try waiting.print(as: shared.format, to: output)
    } else {
      var dialogue = Dialogue(session: session, format: shared.format, output: output, asksAll: contact != nil)
      try dialogue.go(through: waiting)
    }
    if waiting.failed > 0 { throw ExitCode(ReferError.Status.someFailed.rawValue) }
  }
}

/// Puts questions and keeps what is typed.
private struct Dialogue {
  /// The user has enough of somebody, or of all.
  private enum Ended: Error { case person, all }

  let session: AskSession
  let format: OutputFormat
  let output: Output
  /// Also what can change nothing any more.
  let asksAll: Bool
  private var lines = 0
  private var answered = 0

  init(session: AskSession, format: OutputFormat, output: Output, asksAll: Bool) {
    (self.session, self.format, self.output, self.asksAll) = (session, format, output, asksAll)
  }

  mutating func go(through waiting: WaitingPeople) throws {
    do {
      for person in waiting.people {
        do {
          Terminal.prompt("\n\(person.label): \(person.state)\n")
          for question in person.questions where try !put(question, person) { throw Ended.person }
        } catch Ended.person {}
      }
    } catch Ended.all {}
    if lines == 0, !Terminal.canAsk { return try waiting.print(as: format, to: output) }
    let more = waiting.others > 0 ? "; \(waiting.others) more people wait" : ""
    Terminal.say("\(answered) answered\(more)")
  }

  /// Until it is answered or skipped. Returns whether further answers can change anything, or are wanted anyway.
  private mutating func put(_ question: OpenQuestion, _ person: WaitingPeople.Person) throws -> Bool {
    Terminal.prompt("\n\(question.ask)\n")
    for (place, choice) in question.choices.enumerated() { Terminal.prompt("  \(place + 1)  \(choice)\n") }
    if let known = question.answeredBefore {
      Terminal.prompt("You said \(known) on \(question.answeredAt ?? "a day unknown").\n")
    }
    while true {
      guard let line = Terminal.answer("\(question.answers) > ") else { throw Ended.all }
      lines += 1
      switch line.lowercased() {
      case "": return true
      case "q", "quit": throw Ended.all
      case "next": throw Ended.person
      case "?":
        Terminal.say(question.help ?? "\(question.answers); Enter skips it, 'next' goes to the next person, q stops")
      default:
        do {
          let kept = try session.answer(question.name, of: person.id, with: line)
          try Terminal.tell(isDone: true) { try kept.print(as: format, to: $0) }
          answered += 1
          return asksAll || !kept.after.isSettled
        } catch let error as ReferError where Terminal.canAsk && error.status != .someFailed {
          // The question stands until there is an answer to it; a script is told, and ends.
          Terminal.complain(error.description)
        }
      }
    }
  }
}
