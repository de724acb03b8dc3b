import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Finds the group and the meeting that are meant.
struct GroupLookup {
  let reader: BookReader

  init(_ reader: BookReader) { self.reader = reader }

  /// By the name, whatever its case and accents; or by words of it that only one has.
  ///
  /// - Throws: ``ReferError`` where there is none, or several.
  func group(_ name: String) throws -> GroupLine {
    let (groups, key) = (try reader.groups(), SearchKey.of(name))
    if let whole = groups.first(where: { SearchKey.of($0.name) == key }) { return whole }
    let words = key.split(separator: " ").map(String.init)
    let parts = groups.filter { group in
      !words.isEmpty && words.allSatisfy { SearchKey.contains(SearchKey.of(group.name), $0) }
    }
    if let only = parts.first, parts.count == 1 { return only }
    let shown = TerminalText.escaped(name)
    if !parts.isEmpty {
      let names = parts.prefix(PersonLookup.shown).map { "\n  \(TerminalText.escaped($0.name))" }.joined()
      throw ReferError("\(parts.count) groups fit '\(shown)'; give more of the name:\(names)")
    }
    let near = Nearest.suggestion(for: name, among: groups.map(\.name)).map {
      "did you mean '\(TerminalText.escaped($0))'?"
    }
    throw ReferError(
      "no group is named '\(shown)'; "
        + (near ?? "\(Offer.quoted("group add")) enters one, \(Offer.quoted("group list")) shows them"))
  }

  /// The meeting of a day; without one the last that is not closed yet and not still to come.
  ///
  /// - Throws: ``ReferError`` where there is none.
  func meeting(of group: GroupLine, at: Double?, _ clock: Clock) throws -> MeetingLine {
    let meetings = try reader.meetings(of: group.id)
    let name = TerminalText.escaped(group.name)
    if let at {
      let day = clock.zone.date(at: Instant(seconds: at))
      let found = meetings.last { $0.at == at } ?? meetings.last { clock.zone.date(at: Instant(seconds: $0.at)) == day }
      if let found { return found }
      throw ReferError("\(name) has no meeting on \(day); enter it: refer group meeting add \"\(name)\" --at \(day)")
    }
    let tomorrow = clock.now.seconds + 86_400
    if let found = meetings.last(where: { $0.state == .draft && $0.at < tomorrow }) { return found }
    throw ReferError(
      "\(name) has no open meeting; name one with --at, or enter it: refer group meeting add \"\(name)\"")
  }
}
