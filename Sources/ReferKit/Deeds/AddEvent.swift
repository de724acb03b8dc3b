import ReferModel
import ReferReports
import ReferStore

/// Entering an event and who was there: what `refer event add` does.
///
/// ```swift
/// var add = AddEvent("Spring Mixer", in: workspace, run: run)
/// add.visitors = ["Bo Lind"]
/// print(try add.make().line)  // Added event: Spring Mixer (event 3), today, visitor Bo Lind (2). Undo: refer undo
/// ```
public struct AddEvent {
  private let name: String
  private let workspace: Workspace
  private let run: RunContext
  public var options = DeedOptions()
  /// When it ended, as a person writes it.
  public var endsAt: String?
  /// mixer, breakfast, seminar, social …
  public var kind: String?
  /// Who held it.
  public var group: String?
  public var place: String?
  /// In major units.
  public var cost: String?
  public var currency: String?
  /// How long it took, such as "90m"; nil is as long as it lasted, where that is known.
  public var length: String?
  /// A place where nobody sells.
  public var isNoPitch = false
  /// Who was there too, by names.
  public var attendees: [String] = []
  /// Whom somebody brought.
  public var visitors: [String] = []
  public var hosts: [String] = []

  public init(_ name: String, in workspace: Workspace, run: RunContext) {
    self.name = name
    self.workspace = workspace
    self.run = run
  }

  /// - Throws: ``ReferError`` where the event is in the book already, or a name does not mean one person.
  public func make() throws -> DeedReport {
    let deed = DeedRun("event", workspace, run, options)
    let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if SearchKey.of(name).isEmpty { throw ReferError("an event needs a name: refer event add \"Spring Mixer\"") }
    var new = NewEvent(name)
    let at = try deed.moment()
    new.at = at
    new.endsAt = try deed.time(endsAt, "--ends-at")
    if let end = new.endsAt, end < at { throw ReferError("--ends-at: an event ends after it begins") }
    new.kind = kind
    new.group = group
    new.place = place
    new.isNoPitch = isNoPitch ? true : nil
    new.notes = options.note
    new.minutes = try length.map { try deed.minutes($0, "--minutes") } ?? new.endsAt.map { ($0 - at) / 60 }
    let people = try roles().map { (person: try deed.person($0.name), role: $0.role) }
    let known = try workspace.read(asOf: nil) { try Self.twin(new, $0) }
    let objections = known.map { ["\($0.shown) has this name and this time already"] } ?? []
    try deed.refuse(objections)
    return try deed.write(about: people.map(\.person.id), objections: .init(reasons: objections)) { writer in
      let money = try cost.map { try TypedMoney($0, currency, option: "--cost", writer.reader) }
      new.cost = money?.minor
      new.currency = money?.currency
      let id = try writer.addEvent(new)
      for (person, role) in people { try writer.addAttendance(person.id, at: id, role: role.name) }
      func shown(_ role: EventRole, _ word: String) -> String? {
        let names = people.filter { $0.role == role }.map(\.person.shown)
        return names.isEmpty ? nil : "\(word) \(DeedText.list(names))"
      }
      var draft = DeedReport.Draft(
        "Added event", "add event", "\(name) (event \(id))", new.kind, new.group.map { "by \($0)" },
        new.place.map { "at \($0)" }, DeedText.minutes(new.minutes),
        money.map { "cost \($0.shown)" }, new.isNoPitch == true ? "no pitch" : nil, shown(.own, "with"),
        shown(.visitor, "visitor"), shown(.host, "host"), at: at)
      draft.details = [
        .init("id", id: id), .init("name", name), .init("at", time: at), .init("ends_at", time: new.endsAt),
        .init("kind", new.kind), .init("group", new.group), .init("place", new.place),
        .init("cost", money.map { Money.major($0.minor, $0.currency) }), .init("currency", money?.currency),
        .init("minutes", new.minutes), .init("no_pitch", yes: new.isNoPitch),
        .init("attendees", texts: people.map { "\($0.person.id): \($0.role.name)" }), .init("notes", new.notes),
      ]
      return draft
    }
  }

  private func roles() -> [(name: String, role: EventRole)] {
    attendees.map { ($0, .own) } + visitors.map { ($0, .visitor) } + hosts.map { ($0, .host) }
  }

  private static func twin(_ new: NewEvent, _ reader: BookReader) throws -> EventLine? {
    try reader.events().first { $0.name.map(SearchKey.of) == SearchKey.of(new.name) && $0.at == new.at }
  }
}
