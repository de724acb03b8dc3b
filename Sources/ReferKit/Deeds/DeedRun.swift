import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// What all deeds have in common: who and when is meant, what speaks against it, and writing it as one deed.
struct DeedRun {
  let verb: String
  let workspace: Workspace
  let run: RunContext
  let options: DeedOptions

  init(_ verb: String, _ workspace: Workspace, _ run: RunContext, _ options: DeedOptions) {
    self.verb = verb
    self.workspace = workspace
    self.run = run
    self.options = options
  }

  var text: DeedText { DeedText(clock: run.clock) }

  // MARK: When

  /// Seconds since 1970.
  func moment() throws -> Double { try time(options.at, "--at") ?? run.clock.now.seconds }

  /// The time of what has happened already.
  func past() throws -> Double {
    let at = try moment()
    if at > run.clock.now.seconds {
      throw ReferError("--at: what is still to come has not happened yet; write it down when it has")
    }
    return at
  }

  /// - Parameter what: what was at the other time: "promise 3 was made".
  /// - Throws: ``ReferError`` for a day before that of what it answers.
  func check(_ at: Double, notBefore moment: Double?, _ what: String) throws {
    guard let moment else { return }
    let (day, first) = (
      run.clock.zone.date(at: Instant(seconds: at)), run.clock.zone.date(at: Instant(seconds: moment))
    )
    if day < first { throw ReferError("--at: \(what) on \(first), and nothing can answer it before") }
  }

  func time(_ typed: String?, _ option: String) throws -> Double? {
    try typed.map { typed in
      do {
        return try DateText.parse(typed, now: run.clock.now, zone: run.clock.zone).seconds
      } catch { throw ReferError(TerminalText.escaped("\(option): \(error)")) }
    }
  }

  /// Minutes of a length such as "45m".
  func minutes(_ typed: String, _ what: String) throws -> Double {
    do {
      let length = try Length.parse(typed)
      guard length.months == 0, length.seconds > 0, length.seconds <= 14 * 86_400 else {
        throw ReferError("\(what): a time spent is at most 14 days; write it like 45m or 2h")
      }
      return length.seconds / 60
    } catch let error as TimeTextError { throw ReferError(TerminalText.escaped("\(what): \(error)")) }
  }

  // MARK: Who

  /// The one person whom a name means; where it means nobody, or several, the user may be asked.
  func person(_ name: String) throws -> PersonLine {
    do {
      return try workspace.read(asOf: nil) { try $0.person(named: name) }
    } catch let error as ReferError {
      guard let picker = options.picker else { throw error }
      let candidates = try workspace.read(asOf: nil) { try $0.candidates(for: name) }
      guard !candidates.isEmpty, let picked = picker.pick(name, candidates.map(Person.init)),
        let line = candidates.first(where: { String($0.id) == picked.id })
      else { throw error }
      return line
    }
  }

  // MARK: Writing

  /// What speaks against a deed.
  struct Objections {
    /// What refuses it, where it is to be done anyway.
    var reasons: [String] = []
    /// What the user should know.
    var warnings: [String] = []
  }

  /// What speaks against an act; where something refuses it, it is to be done anyway.
  ///
  /// - Throws: ``ReferError`` where something does, and it is not.
  func objections(to act: ActGuard.Act, towards people: [PersonLine]) throws -> Objections {
    var objections = Objections()
    for line in people {
      var found = try options.objections.check(act, Person(line), run)
      if [.asking, .introducing, .bulkSending].contains(act),
        try workspace.read(asOf: nil, { try $0.asksNotToBeContacted(line.id) })
      {
        found.insert(.init("they asked not to be contacted"), at: 0)
      }
      if line.archivedAt != nil { found.append(.init("they are put away")) }
      for objection in found {
        let why = "\(line.id): \(objection.why)"
        if objection.refuses { objections.reasons.append(why) } else { objections.warnings.append(why) }
      }
    }
    try refuse(objections.reasons)
    return objections
  }

  /// - Throws: ``ReferError`` with the reasons, unless it is to be done anyway.
  func refuse(_ reasons: [String]) throws {
    if reasons.isEmpty || options.anyway { return }
    throw ReferError(
      TerminalText.escaped(reasons.joined(separator: "; ")) + "; '--anyway' does it all the same, and keeps the reason")
  }

  /// What a deed ticked off, and the sentence that tells it.
  private static func told(_ ticked: Result<TickedOff?, any Error>) -> (items: [DayItem], sentence: String?) {
    do {
      guard let ticked = try ticked.get() else { return ([], nil) }
      let items = try ticked.items()
      return (items, ticked.told(items))
    } catch { return ([], "Your rules can't say what that ticks off: refer check rules.lua says why.") }
  }

  /// The verbs that may fulfil what rules ask for.
  private static let ticking: Set<String> = ["log", "thank", "stage", "introduce"]

  /// Writes one deed.
  ///
  /// - Parameters:
  ///   - subjects: whom it is about.
  ///   - objections: what spoke against it; the deed keeps what refused it.
  ///   - ticking: what it may tick off; nil is what the user's own rules say of a verb that fulfils what they ask for.
  func write(
    about subjects: [Int64], objections: Objections = Objections(), ticking: (() throws -> TickedOff?)? = nil,
    _ body: (BookWriter) throws -> DeedReport.Draft
  ) throws -> DeedReport {
    var draft: DeedReport.Draft?
    // Slips in the rules are no reason not to write down what happened.
    let ticked = Result { [workspace, run] in
      if options.isDryRun { return nil as TickedOff? }
      if let ticking { return try ticking() }
      return Self.ticking.contains(verb) ? try TickedOff(subjects, in: workspace, run: run) : nil
    }
    let deed = try workspace.write(verb, run: run) { writer in
      let made = try body(writer)
      draft = made
      if let subject = subjects.first { try writer.setSubject(subject) }
      return options.isDryRun || made.isNoNews
        ? nil : DeedReport.summary(made, objections: objections.reasons, zone: run.clock.zone)
    }
    guard let draft else { throw ReferError("the deed was cut short; nothing was written") }
    var report = DeedReport(
      draft, verb: verb, objections: objections, isDryRun: options.isDryRun && !draft.isNoNews, deed: deed,
      text)
    let (items, sentence) = Self.told(ticked)
    report.tickedOff = items.map(DeedReport.TickedItem.init)
    let told = [sentence.map(TerminalText.escaped), report.advice].compactMap(\.self)
    report.advice = told.isEmpty ? nil : told.joined(separator: " ")
    return report
  }
}

extension PersonLine {
  /// The name and the id, as a sentence has them.
  var shown: String { "\(name ?? organization ?? "no name") (\(id))" }
}

extension BookReader {
  /// Whom a name that does not mean one person may mean: those it fits, else the one with the nearest name.
  fileprivate func candidates(for name: String) throws -> [PersonLine] {
    let query = PersonQuery(name)
    let fitting = try people(query, limit: PersonLookup.shown).first
    if !fitting.isEmpty { return fitting }
    let near = PersonLookup.nearest(name, try namesNear(query, limit: 10_000))
    return try near.map { try people(PersonQuery($0), limit: PersonLookup.shown).first } ?? []
  }
}

/// How deeds put things.
struct DeedText {
  let clock: Clock

  /// The day as people say it, and as it is written: "yesterday", "2026-01-02 (2 weeks ago)".
  func day(_ seconds: Double) -> String {
    let instant = Instant(seconds: seconds)
    let words = clock.zone.daysAway(instant, now: clock.now)
    if ["today", "yesterday", "tomorrow"].contains(words) { return words }
    return "\(clock.zone.date(at: instant)) (\(words))"
  }

  static func minutes(_ minutes: Double?) -> String? { minutes.map { "\(NumberText.string($0)) min" } }

  /// People as a sentence lists them.
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return "\(items.dropLast().joined(separator: ", ")) and \(last)"
  }
}

/// An amount as it was typed, in the minor units of its currency.
struct TypedMoney {
  let minor: Int64
  let currency: String

  /// - Parameters:
  ///   - typed: major units, with a point: "500", "9800.50".
  ///   - currency: as of ISO 4217; nil takes that of the profile.
  /// - Throws: ``ReferError`` for what is no amount, or has no currency.
  init(_ typed: String, _ currency: String?, option: String, _ reader: BookReader) throws {
    guard let code = try currency ?? reader.profile("currency") else {
      throw ReferError("\(option) needs a currency: \(option) \(typed.prefix(20)) --currency USD", status: .wrongUsage)
    }
    self.currency = try Self.checked(code)
    guard let major = NumberText.number(typed), major > 0, let minor = Money.minor(major, self.currency),
      Money.major(minor, self.currency) == major
    else {
      throw ReferError(
        "\(option) is an amount above 0, with a point: \(option) 500 or \(option) 9800.50", status: .wrongUsage)
    }
    self.minor = minor
  }

  static func checked(_ currency: String) throws -> String {
    let code = currency.uppercased()
    guard code.utf8.count == 3, code.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw ReferError("a currency has three letters, such as USD, EUR or GBP", status: .wrongUsage)
    }
    return code
  }

  var shown: String { Money.text(minor, currency) }
}
