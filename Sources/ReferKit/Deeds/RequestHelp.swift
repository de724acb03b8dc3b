import ReferModel
import ReferReports
import ReferStore

/// Asking somebody for something, and what came of it: what `refer request` does.
///
/// ```swift
/// let request = RequestHelp("Ada Park", "an introduction to a treasurer", in: workspace, run: run)
/// print(try request.make().line)  // Asked: Ada Park (2), an introduction to a treasurer, today. Undo: refer undo
/// ```
public struct RequestHelp {
  private let name: String
  private let what: String?
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// What came of it, in the user's words. Of a request that waits for an answer, if one fits; else of this new one.
  public var response: String?

  /// - Parameter what: nil only with a ``response``, where just one waits for it.
  public init(_ name: String, _ what: String?, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.what = what
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where the name does not mean one person, nothing is asked for, or something speaks
  ///   against it.
  public func make() throws -> DeedReport {
    let deed = DeedRun("request", workspace, run, options)
    if let what, SearchKey.of(what).isEmpty { throw ReferError("say what you ask for", status: .wrongUsage) }
    let person = try deed.person(name)
    let at = try deed.past()
    if let response {
      let items = OpenItems(
        person: person, noun: "request", all: try workspace.read(asOf: nil) { try $0.openAsks(of: person.id) })
      if what == nil || !items.fitting(what).isEmpty { return try answer(try items.item(what), response, person, deed) }
    }
    guard let what else { throw ReferError("say what you ask for: refer request NAME WHAT", status: .wrongUsage) }
    let objections = try deed.objections(to: .asking, towards: [person])
    return try deed.write(about: [person.id], objections: objections) { writer in
      let id = try writer.addAsk(what, at: at, response: response, notes: options.note, contact: person.id)
      return draft("Asked", "ask", id, what, person, time: at)
    }
  }

  private func answer(
    _ item: OpenItem, _ response: String, _ person: PersonLine, _ deed: DeedRun
  ) throws -> DeedReport {
    try deed.write(about: [person.id]) { writer in
      try writer.answerAsk(item.id, response, notes: options.note, contact: person.id)
      return draft("Answered", "answer", item.id, item.what, person, time: nil)
    }
  }

  private func draft(
    _ done: String, _ planned: String, _ id: Int64, _ what: String?, _ person: PersonLine, time: Double?
  ) -> DeedReport.Draft {
    DeedReport.Draft(
      done, planned, person.shown, what, response.map { "response: \($0)" }, at: time,
      details: [
        .init("request", id: id), .init("contact", id: person.id), .init("what", what), .init("at", time: time),
        .init("response", response), .init("notes", options.note),
      ])
  }
}
