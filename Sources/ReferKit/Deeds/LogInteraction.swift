import ReferModel
import ReferReports
import ReferStore

/// Writing down a talk, a call, a mail: what `refer log` does.
///
/// ```swift
/// let log = LogInteraction(["Ada Park", "coffee", "45m"], in: workspace, run: run)
/// print(try log.make().line)  // Logged: coffee (one_to_one) with Ada Park (2), 45 min, today. Undo: refer undo
/// ```
public struct LogInteraction {
  private let words: [String]
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// How it was said; nil is as usual for the kind.
  public var channel: String?
  /// in, out or both; nil is as usual for the kind.
  public var direction: String?
  /// The event where it was, by name or id.
  public var event: String?
  /// The message that was sent.
  public var template: String?
  /// What came back: none, reply, meeting or referral.
  public var response: String?
  /// Its time counts as networking; nil is as usual for the kind.
  public var isNetworking: Bool?

  /// - Parameter words: one name or several, then the kind, then perhaps how long it was.
  public init(_ words: [String], in workspace: Workspace, run: RunContext) {
    self.words = words
    self.workspace = workspace
    self.run = run
  }

  /// What was typed, understood.
  private struct Typed {
    let names: [String]
    let kind: InteractionKind
    /// The kind as it was typed.
    let word: String
    let minutes: Double?
  }

  /// - Throws: ``ReferError`` where a name does not mean one person, a word is none of its list, or something refuses
  ///   that it is sent to many.
  public func make() throws -> DeedReport {
    let deed = DeedRun("log", workspace, run, options)
    let typed = try read(deed)
    let way = try Direction.read(direction) ?? typed.kind.direction
    let at = try deed.past()
    var new = NewInteraction(typed.kind.name, at: at, isNetworking: isNetworking ?? typed.kind.isNetworking)
    new.channel = try (Channel.read(channel) ?? typed.kind.channel)?.name
    new.direction = way.name
    new.minutes = typed.minutes
    new.template = template
    new.response = try Response.read(response)?.name
    new.notes = options.note
    let people = try people(typed.names, deed)
    let objections =
      typed.kind.isBulk && way != .in ? try deed.objections(to: .bulkSending, towards: people) : DeedRun.Objections()
    return try deed.write(about: people.map(\.id), objections: objections) { writer in
      let place = try event.map { try EventLookup(writer).event($0, at: at) }
      new.event = place?.id
      for person in people { try writer.addInteraction(new, contact: person.id) }
      let word = typed.word == typed.kind.name ? typed.word : "\(typed.word) (\(typed.kind.name))"
      let joint = ["with", "from", "to"][way == .both ? 0 : way == .in ? 1 : 2]
      return DeedReport.Draft(
        "Logged", "log", "\(word) \(joint) \(DeedText.list(people.map(\.shown)))", DeedText.minutes(new.minutes),
        place.map { "at \($0.shown)" }, new.response.map { "response: \($0)" },
        new.isNetworking ? nil : "not counted as networking", at: at,
        details: [
          .init("contacts", texts: people.map { String($0.id) }), .init("kind", new.kind), .init("at", time: at),
          .init("minutes", new.minutes), .init("channel", new.channel), .init("direction", new.direction),
          .init("event", id: new.event), .init("template", new.template), .init("response", new.response),
          .init("networking", yes: new.isNetworking), .init("notes", new.notes),
        ])
    }
  }

  // MARK: Reading

  private func read(_ deed: DeedRun) throws -> Typed {
    var rest = words
    var minutes: Double?
    if rest.count > 2, let last = rest.last, (try? Length.parse(last)) != nil {
      minutes = try deed.minutes(last, last)
      rest.removeLast()
    }
    guard rest.count > 1, let last = rest.last else {
      throw ReferError("log takes a name and a kind: refer log \"Ada Park\" coffee 45m", status: .wrongUsage)
    }
    // "one to one" may stand without quotes.
    for count in (1...min(4, rest.count - 1)).reversed() {
      let word = rest.suffix(count).joined(separator: " ")
      if let kind = InteractionKind.named(word) {
        return Typed(names: Array(rest.dropLast(count)), kind: kind, word: word.lowercased(), minutes: minutes)
      }
    }
    if minutes == nil, last.allSatisfy(\.isNumber), InteractionKind.named(rest[rest.count - 2]) != nil {
      throw ReferError("\(last.prefix(20)) of what? Write \(last.prefix(20))m for minutes", status: .wrongUsage)
    }
    _ = try InteractionKind.read(last)
    throw ReferError("log takes a name before the kind", status: .wrongUsage)
  }

  /// Those whom the names mean; a name of several words may stand without quotes where all of them mean one person.
  private func people(_ names: [String], _ deed: DeedRun) throws -> [PersonLine] {
    let whole = names.joined(separator: " ")
    if names.count > 1 {
      let (first, count) = try workspace.read(asOf: nil) { try $0.people(PersonQuery(whole), limit: 1) }
      if count == 1 { return first }
    }
    var people: [PersonLine] = []
    for name in names {
      let person = try deed.person(name)
      if people.contains(where: { $0.id == person.id }) {
        throw ReferError("\(TerminalText.escaped(person.shown)) is named twice; a name of several words needs quotes")
      }
      people.append(person)
    }
    return people
  }
}
