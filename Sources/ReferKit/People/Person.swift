import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Somebody of the book, as a list names them.
public struct Person: Hashable, Sendable {
  /// The id in the book, as text.
  public let id: String
  public let name: String?
  public let organization: String?
  public let city: String?
  /// When the user and they last spoke: RFC 3339 in UTC.
  public let lastInteractionAt: String?
  /// They were put away: no rule decides about them, but what is known of them stays.
  public let isArchived: Bool

  init(_ line: PersonLine) {
    id = String(line.id)
    name = line.name
    organization = line.organization
    city = line.city
    lastInteractionAt = line.lastInteractionAt.map { "\(Instant(seconds: $0))" }
    isArchived = line.archivedAt != nil
  }

  /// The id and the name as a candidate's line shows them.
  public var label: String {
    let about = organization.map { ", \($0)" } ?? ""
    return TerminalText.escaped("\(id): \(name ?? "no name")\(about)\(isArchived ? " (put away)" : "")")
  }
}

extension Workspace {
  /// The one person of the book whom a name means.
  ///
  /// An id; else a whole name, whatever its case, spaces and accents; else words, in any order, that only one has in
  /// the name, the nickname, the company or an e-mail address.
  ///
  /// ```swift
  /// let ada = try workspace.person(named: "park ada", run: run)
  /// print(ada.id, ada.organization ?? "")
  /// ```
  ///
  /// - Throws: ``ReferError`` where nobody is meant, with the nearest name; or more than one, with the first ten.
  public func person(named name: String, run: RunContext) throws -> Person {
    try read(asOf: run.asOf) { Person(try $0.person(named: name)) }
  }
}

extension BookReader {
  /// The one person whom a typed name means; see ``Workspace/person(named:run:)``.
  func person(named name: String) throws -> PersonLine {
    let query = PersonQuery(name)
    let (first, count) = try people(query, limit: PersonLookup.shown)
    if count == 0 {
      throw PersonLookup.nobody(name, near: PersonLookup.nearest(name, try namesNear(query, limit: 10_000)))
    }
    guard let person = first.first, count == 1 else {
      throw PersonLookup.several(name, count, first.map { Person($0).label })
    }
    return person
  }
}

/// What is said where a name does not mean just one person.
enum PersonLookup {
  /// How many candidates are listed.
  static let shown = 10

  /// The name that was probably meant; where one word was typed, by any word of it.
  static func nearest(_ text: String, _ names: [String]) -> String? {
    if let name = Nearest.suggestion(for: text, among: names) { return name }
    guard !text.contains(" ") else { return nil }
    var wholes: [String: String] = [:]
    var words: [String] = []
    for name in names {
      for word in name.split(separator: " ").map(String.init) where wholes[word] == nil {
        wholes[word] = name
        words.append(word)
      }
    }
    return Nearest.suggestion(for: text, among: words).flatMap { wholes[$0] }
  }

  static func nobody(_ text: String, near: String?, otherwise: String? = nil) -> ReferError {
    let remedy =
      near.map { "did you mean '\(TerminalText.escaped($0))'?" } ?? otherwise ?? "\(Offer.quoted("find")) lists all"
    return ReferError("nobody has the name or the id '\(TerminalText.escaped(text))'; \(remedy)")
  }

  /// - Parameter labels: the first of the candidates, each on a line.
  static func several(_ text: String, _ count: Int, _ labels: [String]) -> ReferError {
    let more = count > labels.count ? "\n  and \(count - labels.count) more" : ""
    return ReferError(
      "\(count) people fit '\(TerminalText.escaped(text))'; give the id, or more of the name:\n"
        + labels.map { "  \($0)" }.joined(separator: "\n") + more)
  }
}
