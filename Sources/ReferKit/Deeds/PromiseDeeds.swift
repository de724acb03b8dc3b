import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Writing down a promise: what `refer promise NAME WHAT --by T` does. A promise without a day is soon forgotten, so it
/// needs one.
///
/// ```swift
/// let promise = MakePromise("Ada Park", "send the quote", by: "in 3 days", in: workspace, run: run)
/// print(try promise.make().line)  // Promised: Ada Park (2), "send the quote" (promise 4), due 2026-01-18 (in 3 days). …
/// ```
public struct MakePromise {
  private let name: String
  private let what: String
  private let due: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// They promised it to the user.
  public var isTheirs = false

  /// - Parameter due: a date as a person writes it.
  public init(_ name: String, _ what: String, by due: String, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.what = what
    self.due = due
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where the name does not mean one person, or the day is none or lies before the promise.
  public func make() throws -> DeedReport {
    let deed = DeedRun("promise", workspace, run, options)
    if SearchKey.of(what).isEmpty { throw ReferError("say what was promised", status: .wrongUsage) }
    let person = try deed.person(name)
    let at = try deed.past()
    let due = try deed.time(due, "--by") ?? at
    if due < run.clock.zone.localMidnight(of: run.clock.zone.date(at: Instant(seconds: at))).seconds {
      throw ReferError("--by: it is due before it was promised")
    }
    return try deed.write(about: [person.id]) { writer in
      let id = try writer.addPromise(
        what, theirs: isTheirs, at: at, due: due, notes: options.note, contact: person.id)
      return DeedReport.Draft(
        "Promised", "promise", "\(isTheirs ? "by" : "to") \(person.shown)", "\(what) (promise \(id))", due: due,
        details: [
          .init("promise", id: id), .init("contact", id: person.id), .init("what", what),
          .init("by", isTheirs ? "them" : "me"), .init("at", time: at), .init("due", time: due),
          .init("state", "open"), .init("notes", options.note),
        ])
    }
  }
}

/// Closing a promise: what `refer promise NAME --kept` and `--broken` do. One that was kept after its day was late.
///
/// ```swift
/// let settle = SettlePromise("Ada Park", "quote", isKept: true, in: workspace, run: run)
/// print(try settle.make().line)  // Settled: send the quote (promise 4) to Ada Park (2), kept, today. Undo: refer undo
/// ```
public struct SettlePromise {
  private let name: String
  private let what: String?
  private let isKept: Bool
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// Only of what they promised.
  public var isTheirs = false

  /// - Parameter what: words of it, or its id; nil where just one is open.
  public init(_ name: String, _ what: String?, isKept: Bool, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.what = what
    self.isKept = isKept
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where no open promise is meant, or several.
  public func make() throws -> DeedReport {
    let deed = DeedRun("promise", workspace, run, options)
    let person = try deed.person(name)
    let at = try deed.past()
    let open = try workspace.read(asOf: nil) { try $0.openPromises(of: person.id) }
    let item = try OpenItems(person: person, noun: "promise", all: open.filter { !isTheirs || $0.by == "them" })
      .item(what) { $0.due.map { "due \(deed.text.day($0))" } }
    try deed.check(at, notBefore: item.at, "promise \(item.id) was made")
    let state = !isKept ? "broken" : Self.isLate(due: item.due, at, run.clock.zone) ? "late" : "kept"
    return try deed.write(about: [person.id]) { writer in
      try writer.settlePromise(item.id, state, at: at, notes: options.note, contact: person.id)
      let said = state == "late" ? "kept, but late" : state
      return DeedReport.Draft(
        "Settled", "settle", "\(item.what ?? "a promise") (promise \(item.id))",
        "\(item.by == "them" ? "by" : "to") \(person.shown)", said, at: at,
        details: [
          .init("promise", id: item.id), .init("contact", id: person.id), .init("what", item.what),
          .init("by", item.by), .init("due", time: item.due), .init("state", state), .init("done_at", time: at),
          .init("notes", options.note),
        ])
    }
  }

  /// A promise for a day holds until the day is over.
  static func isLate(due: Double?, _ at: Double, _ zone: Zone) -> Bool {
    guard let due else { return false }
    let (day, done) = (zone.date(at: Instant(seconds: due)), zone.date(at: Instant(seconds: at)))
    return zone.localMidnight(of: day).seconds == due ? done > day : at > due
  }
}

/// What is open between the user and somebody, and finding the one that is meant.
struct OpenItems {
  let person: PersonLine
  /// "promise", "request".
  let noun: String
  let all: [OpenItem]

  /// - Parameters:
  ///   - typed: an id, or words; nil is the only one.
  ///   - about: what a candidate's line says besides.
  /// - Throws: ``ReferError`` where it is none of them, or several.
  func item(_ typed: String?, _ about: (OpenItem) -> String? = { _ in nil }) throws -> OpenItem {
    let fitting = self.fitting(typed)
    if let only = fitting.first, fitting.count == 1 { return only }
    let who = "contact \(person.id)"
    if all.isEmpty { throw ReferError("there is no open \(noun) with \(who)") }
    let listed = fitting.isEmpty ? all : fitting
    let head =
      fitting.isEmpty
      ? "no open \(noun) with \(who) is '\(TerminalText.escaped(typed ?? ""))'; there are:"
      : "\(fitting.count) are open with \(who); give the id, or words of it:"
    let lines = listed.prefix(PersonLookup.shown).map { item in
      "  " + TerminalText.escaped("\(item.id): " + [item.what, about(item)].compactMap(\.self).joined(separator: ", "))
    }
    throw ReferError(([head] + lines).joined(separator: "\n"))
  }

  func fitting(_ typed: String?) -> [OpenItem] {
    guard let typed else { return all }
    if let id = Int64(typed) { return all.filter { $0.id == id } }
    let words = PersonQuery(typed).words
    return all.filter { item in
      let key = SearchKey.of(item.what ?? "")
      return words.allSatisfy { SearchKey.contains(key, $0) }
    }
  }
}
