import Foundation
import ReferModel
import ReferRules
import ReferStore
import TestSupport
import Testing

@testable import ReferKit

/// Somebody who begins with an empty book, and each evening does what `refer due` says, within the hours of the week.
///
/// What they were told and did is kept beside the book, so that it can be judged without asking the program.
final class QuarterUser {
  let persona: Persona
  let book: BookOfTests
  private(set) var ledger = Ledger()
  private var random: Seeded
  private let zone: Zone
  private let first: CivilDate
  private var day: CivilDate
  private var number = 0
  private var minute = 0
  private var names = 0
  private let rules: RulesFile
  private var loaded: Evaluation?
  private var runs: (moment: String, run: RunContext)?

  init(_ persona: Persona, from first: String) throws {
    self.persona = persona
    book = try BookOfTests()
    random = Seeded(persona.seed)
    zone = try Zone(identifier: "Europe/Berlin")
    self.first = try CivilDate(iso: first)
    day = self.first
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/quarter").standardized
    rules = try RulesFile(path: folder.appending(path: "\(persona.name).lua").path)
    // Else each deed would also look what it ticks off by the rules that a new workspace has.
    try FileManager.default.removeItem(atPath: book.workspace.rules)
    let said = ["me.name=Nora Lang", "me.currency=USD", "me.hours=\(persona.hours)"]
    _ = try SetProfile(said, in: book.workspace, run: try run()).make()
  }

  /// Lives through one day, from nine to six, and does in the evening what is to be done.
  func live(_ number: Int) throws {
    self.number = number
    day = first.adding(days: number)
    minute = 9 * 60
    try meet()
    try hear()
    try moveReferrals()
    try promise()
    try answer()
    minute = 18 * 60
    try obey()
  }

  /// The evening of the day, in seconds since 1970.
  var now: Double { get throws { try run().clock.now.seconds } }

  /// Notes who is in a group whose members may not be left alone.
  func note(_ id: String, isIn group: String, _ isIn: Bool, since now: Double) {
    let since = ledger.people[id]?.since[group]
    ledger.people[id]?.since[group] = isIn ? since ?? now : nil
  }

  /// The rules at the time of the day. They are loaded once for it: that takes longest.
  func evaluation() throws -> Evaluation {
    if let known = loaded, known.run == (try run()) { return known }
    var evaluation = Evaluation(rules: rules, over: book.workspace, run: try run())
    evaluation.report = { Issue.record("\($0)") }
    let loaded = try evaluation.withRulesLoaded()
    self.loaded = loaded
    return loaded
  }

  func run() throws -> RunContext {
    if let known = runs, known.moment == moment { return known.run }
    let run = try RunContext(now: moment, zone: zone.identifier)
    runs = (moment, run)
    return run
  }

  /// Day and time, as a person types them.
  private var moment: String {
    let time = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(day) \(time)"
  }

  /// A while later on the same day.
  private func later() throws -> RunContext {
    minute += Int.random(in: 3...15, using: &random)
    return try run()
  }

  private func somebody() -> String? { ledger.people.keys.sorted().randomElement(using: &random) }

  // MARK: What happens

  private func meet() throws {
    guard random.once(in: persona.meets) || ledger.people.isEmpty else { return }
    let mixer = "Mixer \(day)"
    for number in 0..<Int.random(in: 1...3, using: &random) {
      let run = try later()
      names += 1
      if number == 0 { _ = try AddEvent(mixer, in: book.workspace, run: run).make() }
      var fields = persona.fields(&random) + ["met_at=\(moment)"]
      if random.once(in: 2) { fields.append("met_event=\(mixer)") }
      let name = "\(Self.givenNames[names % Self.givenNames.count]) Person\(names)"
      let made = try AddPerson(name, fields, in: book.workspace, run: run).make()
      let trust = fields.first { $0.hasPrefix("trust=") }.flatMap { Double($0.dropFirst(6)) }
      ledger.people[made.id] = Ledger.Person(metAt: run.clock.now.seconds, trust: trust)
    }
  }

  private static let givenNames = ["Ada", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal"]

  /// Somebody rings, somebody sends a client, and mail goes to many, which is no contact.
  private func hear() throws {
    if random.once(in: persona.rings), let who = somebody() {
      let run = try later()
      _ = try LogInteraction([who, "call", "10m"], in: book.workspace, run: run).make()
      ledger.touch(who, run.clock.now.seconds, "call")
    }
    if random.once(in: 9), let who = somebody() {
      _ = try LogInteraction([who, "bulk_mail"], in: book.workspace, run: try later()).make()
    }
    if random.once(in: persona.refers), let who = somebody() {
      let run = try later()
      let made = try EnterReferral(of: "Client \(ledger.referrals.count)", by: who, in: book.workspace, run: run).make()
      ledger.referrals[made["referral"]] = Ledger.Referral(giver: who, at: run.clock.now.seconds)
    }
    if random.once(in: 12), let who = somebody() {
      var give = EnterReferral(of: "Friend \(minute) \(day)", to: who, in: book.workspace, run: try later())
      let (rules, workspace) = (rules, book.workspace)
      give.options.objections = .rules { Evaluation(rules: rules, over: workspace, run: $0) }
      give.options.anyway = true
      _ = try give.make()
    }
  }

  private func moveReferrals() throws {
    for id in ledger.referrals.keys.sorted() {
      guard var referral = ledger.referrals[id], referral.endedAt == nil, random.once(in: 9) else { continue }
      let run = try later()
      if random.once(in: 2) {
        var move = MoveReferral(id, to: "won", in: book.workspace, run: run)
        move.value = "\(Int.random(in: 1...90, using: &random) * 100)"
        _ = try move.make()
        referral.wonAt = run.clock.now.seconds
      } else {
        var move = MoveReferral(id, to: "lost", in: book.workspace, run: run)
        move.why = "too dear"
        _ = try move.make()
      }
      referral.endedAt = run.clock.now.seconds
      ledger.referrals[id] = referral
    }
  }

  private func promise() throws {
    guard random.once(in: 10), let who = somebody() else { return }
    let due = day.adding(days: Int.random(in: 1...6, using: &random))
    _ = try MakePromise(who, "the list", by: "\(due)", in: book.workspace, run: try later()).make()
  }

  /// Answers some of what the rules want to know, not all.
  private func answer() throws {
    guard random.once(in: 4) else { return }
    minute += 5
    let session = try AskSession(evaluation())
    for person in try session.waiting(limit: 5).people where !random.once(in: 6) {
      for question in person.questions {
        _ = try session.answer(question.name, of: person.id, with: persona.answer(question.name, &random))
      }
    }
  }

  // MARK: What is done

  /// A line of what `refer due --format ndjson` prints.
  struct Line: Decodable {
    let n, minutes: Int
    let id, kind, state, contact, what: String
    let rule, problem, dueAt, limitAt: String?
  }

  private func obey() throws {
    var bytes: [UInt8] = []
    let isWhole = try DueDay(evaluation()).print(as: .ndjson, to: Output { bytes += $0 })
    #expect(isWhole)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let lines = try bytes.split(separator: 10).map { try decoder.decode(Line.self, from: Data($0)) }
    ledger.see(lines, at: try now)
    var left = persona.hours * 60 - ledger.minutes(since: try now - 6.5 * 86_400)
    if number % 7 == 0 { try plan(lines, left) }
    var answered: Set<String> = []
    for line in lines where line.state != "waiting" && Double(line.minutes) <= left {
      do {
        left -= Double(try answer(line))
      } catch let error as ReferError {
        // One message may do for two rules.
        guard error.description.contains("is no longer due"), answered.contains(line.contact) else { throw error }
        continue
      }
      answered.insert(line.contact)
    }
  }

  /// The week is planned within its hours, and begins with what is due.
  private func plan(_ lines: [Line], _ left: Double) throws {
    guard left >= 10 else { return }
    let plan = try WeekPlan(hours: left / 60, evaluation()).make()
    #expect(Double(plan.minutes) <= left)
    #expect(plan.minutes == plan.items.map(\.minutes).reduce(0, +))
    let taken = plan.items.filter { $0.state != .waiting }.map(\.id)
    #expect(taken == lines.map(\.id).filter(taken.contains))
    #expect(!taken.isEmpty || !lines.contains { $0.state != "waiting" && Double($0.minutes) <= left })
  }

  /// Returns how many minutes it took.
  private func answer(_ line: Line) throws -> Int {
    let evaluation = try evaluation()
    let now = try now
    let end = try (line.limitAt ?? line.dueAt).map { try DateText.parse($0, now: run().clock.now, zone: zone).seconds }
    // Only what has days to spare is put off, and only what has no limit is let be.
    if line.kind == "follow_up", line.state == "green", (end ?? .infinity) - now > 3 * 86_400, random.once(in: 10) {
      _ = try AnswerItem("\(line.n)", .snoozed(until: "2d"), evaluation).make()
      ledger.snoozed[line.id] = now + 2 * 86_400
      return 0
    }
    if line.kind == "follow_up", line.limitAt == nil, random.once(in: 25) {
      _ = try AnswerItem(String(line.id.prefix(6)), .skipped(why: "moved abroad"), evaluation).make()
      ledger.over.insert(line.id)
      return 0
    }
    let report = try AnswerItem("\(line.n)", .done(), evaluation).make()
    #expect(!report.understood.contains("late"), "\(report.understood)")
    ledger.did(line, report, now)
    return line.minutes
  }
}

extension DeedReport {
  /// A fact of a deed as text; empty where it has none.
  subscript(name: String) -> String {
    if case .text(let text)? = details.first(where: { $0.name == name })?.value { text } else { "" }
  }
}
