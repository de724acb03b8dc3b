import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Finds the event that is meant: by its id, or by its name, whatever its case.
struct EventLookup {
  private let reader: BookReader
  private let writer: BookWriter?

  init(_ reader: BookReader) {
    self.reader = reader
    writer = nil
  }

  init(_ writer: BookWriter) {
    reader = writer.reader
    self.writer = writer
  }

  /// Of several with one name, the last that had begun at `at`.
  private func find(_ name: String, at: Double?) throws -> EventLine? {
    if let id = Int64(name), let event = try reader.event(id) { return event }
    let key = SearchKey.of(name)
    let named = try reader.events().filter { $0.name.map(SearchKey.of) == key }
    guard let at else { return named.first }
    // Whoever met at six may say so of an event that began at seven.
    return named.first { $0.at ?? -.infinity <= at + 86_400 } ?? named.last
  }

  /// Those in whose names all words of a name are.
  private func withWords(of name: String) throws -> [EventLine] {
    let words = PersonQuery(name).words
    if words.isEmpty { return [] }
    return try reader.events().filter { event in
      let key = SearchKey.of(event.name ?? "")
      return words.allSatisfy { SearchKey.contains(key, $0) }
    }
  }

  /// The event of this id or name; else the last of the only name that has all these words.
  ///
  /// - Throws: ``ReferError`` where there is none.
  func event(_ name: String) throws -> EventLine {
    if let event = try find(name, at: nil) { return event }
    let fitting = try withWords(of: name)
    if let first = fitting.first, Set(fitting.map(\.name)).count == 1 { return first }
    let near = try nearest(name).map { "did you mean '\(TerminalText.escaped($0))'?" }
    throw ReferError(
      "no event has the name or the id '\(TerminalText.escaped(name))'; "
        + (near ?? "\(Offer.quoted("event list")) shows them"))
  }

  /// The event of a deed; one that is new is entered with it.
  ///
  /// - Throws: ``ReferError`` where another one has nearly this name.
  func event(_ name: String, at: Double) throws -> EventLine {
    if let event = try find(name, at: at) { return event }
    let shown = TerminalText.escaped(name)
    if let near = try nearest(name) {
      throw ReferError(
        "no event is named '\(shown)'; did you mean '\(TerminalText.escaped(near))'? A new one: "
          + Offer.command("event add \"\(shown)\""))
    }
    guard !SearchKey.of(name).isEmpty, Int64(name) == nil, let writer else {
      throw ReferError("no event has the id '\(shown)'; \(Offer.quoted("event list")) shows them")
    }
    let id = try writer.addEvent(NewEvent(name))
    guard let event = try reader.event(id) else { throw ReferError("the event was not entered") }
    return event
  }

  private func nearest(_ name: String) throws -> String? {
    if let name = try withWords(of: name).first?.name { return name }
    return Nearest.suggestion(for: name, among: try reader.events().compactMap(\.name))
  }
}

extension EventLine {
  /// The name and the id, as a sentence has them.
  var shown: String { "\(name ?? "an event without a name") (event \(id))" }
}
