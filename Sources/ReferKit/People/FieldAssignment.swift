import ReferModel
import ReferReports
import ReferRules

/// One `FIELD=VALUE` as it was typed, understood: which field, and what becomes of it.
struct FieldAssignment {
  enum Value: Hashable {
    case text(String)
    case number(Double)
    case yesno(Bool)
    /// Seconds since 1970.
    case time(Double)
    case texts([String])
    /// Of a list: these more, or these no longer.
    case adding([String])
    case removing([String])
    /// A person of the book, or an event, by name.
    case named(String)
    case nothing
  }

  let path: ContactPath
  let value: Value
}

/// Reads what is typed behind `add NAME` and `edit NAME`.
struct FieldAssignmentReader {
  /// Why something typed is no assignment: what was meant, and an example.
  struct Slip: Error { let description: String }

  let clock: Clock

  /// - Throws: ``ReferError`` with all that is wrong.
  func read(_ typed: [String]) throws -> [FieldAssignment] {
    var assignments: [FieldAssignment] = []
    var slips: [String] = []
    for text in typed {
      do throws(Slip) {
        let assignment = try read(text)
        if assignments.contains(where: { Self.collide($0, assignment) }) {
          throw Slip(description: "'\(assignment.path.name)' is given twice")
        }
        assignments.append(assignment)
      } catch { slips.append(error.description) }
    }
    if !slips.isEmpty { throw ReferError((slips + ["nothing was changed"]).joined(separator: "\n")) }
    return assignments
  }

  /// Adding to a list and taking from it go together; all else is given once.
  private static func collide(_ one: FieldAssignment, _ other: FieldAssignment) -> Bool {
    guard one.path == other.path else { return false }
    switch (one.value, other.value) {
    case (.adding, .removing), (.removing, .adding), (.adding, .adding), (.removing, .removing): return false
    default: return true
    }
  }

  private func read(_ typed: String) throws(Slip) -> FieldAssignment {
    guard let sign = typed.firstIndex(of: "="), sign > typed.startIndex else {
      throw Slip(description: "'\(Self.shown(typed))' gives no value; write FIELD=VALUE, such as city=Irvine")
    }
    var name = typed[..<sign]
    var change: Character?
    if let last = name.last, last == "+" || last == "-" {
      change = last
      name.removeLast()
    }
    let value = typed[typed.index(after: sign)...].trimmed
    let path = try path(name.trimmed)
    if let change { return try list(path, change, value) }
    return FieldAssignment(path: path, value: value.isEmpty ? .nothing : try read(value, of: path))
  }

  // MARK: Fields

  private func path(_ name: String) throws(Slip) -> ContactPath {
    let dot = name.firstIndex(of: ".")
    let field = String(dot.map { name[..<$0] } ?? name[...]).lowercased()
    guard let place = Schema.contact.index[field], Self.typable.contains(field) else { throw Self.unknown(field) }
    let isMap = Schema.contact.fields[place].kind == .map
    guard let dot else {
      guard !isMap else {
        let entry = field == "buckets" ? "SET=BUCKET" : field == "answers" ? "QUESTION=VALUE" : "NAME=VALUE"
        throw Slip(description: "'\(field)' holds values by name; write \(field).\(entry)")
      }
      return ContactPath(place)
    }
    let entry = name[name.index(after: dot)...].trimmed
    guard isMap, !entry.isEmpty else {
      throw Slip(
        description: "'\(Self.shown(name))' is no field; only buckets, custom and answers take a name behind a dot")
    }
    return ContactPath(place, entry: entry)
  }

  /// What a person enters by hand; the rest follows from it, or is a record with a verb of its own.
  private static let typable: Set<String> = {
    let fields = Schema.contact.fields.filter { field in
      switch field.kind {
      case .records: false
      default: !field.isHidden && field.name != "id" && field.name != "last_interaction_at"
      }
    }
    return Set(fields.map(\.name) + ["answers"])
  }()

  private static func unknown(_ field: String) -> Slip {
    switch Schema.contact.index[field].map({ Schema.contact.fields[$0] }) {
    case .some(let known) where known.name == "id": return Slip(description: "'id' is given by the book and stays")
    case .some(let known):
      return Slip(
        description: "'\(known.name)' is no value that can be typed: it is made of records (\(known.summary))")
    case nil:
      let names = Schema.contact.fields.map(\.name).filter(typable.contains)
      let near = Nearest.suggestion(for: field, among: names)
      let remedy =
        near.map { "did you mean '\($0)'?" } ?? "'refer words contact' lists them; custom.NAME=VALUE takes any"
      return Slip(description: "'\(shown(field))' is no field of a contact; \(remedy)")
    }
  }

  // MARK: Values

  private func read(_ text: String, of path: ContactPath) throws(Slip) -> FieldAssignment.Value {
    let field = path.schema
    switch field.kind {
    case .text: return .text(try checked(text, field.name))
    case .number:
      guard let number = NumberText.number(text) else {
        throw Slip(description: "\(field.name) is a number, with a point: \(field.name)=4 or \(field.name)=2.5")
      }
      return .number(number)
    case .yesno:
      guard let yes = Self.yesno(text) else {
        throw Slip(description: "\(field.name) is yes or no: \(field.name)=yes")
      }
      return .yesno(yes)
    case .time:
      do throws(TimeTextError) {
        return .time(try DateText.parse(text, now: clock.now, zone: clock.zone).seconds)
      } catch { throw Slip(description: "\(field.name): \(error)") }
    case .texts: return .texts(try items(text, field.name))
    case .record: return .named(text)
    case .map where field.name == "answers": return answer(text)
    case .map, .records: return .text(text)
    }
  }

  private func list(_ path: ContactPath, _ change: Character, _ text: String) throws(Slip) -> FieldAssignment {
    let name = path.name
    guard path.schema.kind == .texts else {
      throw Slip(description: "'\(name)' holds one value; write \(name)=VALUE (+= and -= are for lists such as tags)")
    }
    let items = try items(text, name)
    guard !items.isEmpty else {
      throw Slip(description: "'\(name)\(change)=' names nothing; write \(name)\(change)=VALUE")
    }
    return FieldAssignment(path: path, value: change == "+" ? .adding(items) : .removing(items))
  }

  private func items(_ text: String, _ field: String) throws(Slip) -> [String] {
    var items: [String] = []
    for part in text.split(separator: ",") {
      let item = part.trimmed
      if !item.isEmpty, !items.contains(item) { items.append(try checked(item, field)) }
    }
    return items
  }

  private func answer(_ text: String) -> FieldAssignment.Value {
    if let yes = Self.yesno(text) { return .yesno(yes) }
    return NumberText.number(text).map { .number($0) } ?? .text(text)
  }

  /// The values of a closed list in the list's own spelling, and texts of a form that has to hold.
  private func checked(_ text: String, _ field: String) throws(Slip) -> String {
    if let words = Self.closed[field] {
      let word = text.lowercased()
      if words.contains(word) { return word }
      let near = Nearest.suggestion(for: text, among: words).map { "; did you mean '\($0)'?" } ?? ""
      throw Slip(description: "\(field) is \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")\(near)")
    }
    switch field {
    case "birthday", "anniversary":
      guard Self.isBirthday(text) else {
        throw Slip(description: "\(field) is year-month-day, or has no year: \(field)=1980-04-16 or \(field)=--04-16")
      }
    case "email", "emails":
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
        throw Slip(description: "\(field) is an address: \(field)=ada@example.com")
      }
    default: break
    }
    return text
  }

  private static let closed = [
    "serves": ["b2b", "b2c", "both"], "mode": ["active", "passive"],
    "stage": ["visibility", "credibility", "profitability"], "components": ["information", "support", "referral"],
  ]

  private static func isBirthday(_ text: String) -> Bool {
    // Of a day without its year any year will do that has it: 29 February is one.
    let whole = text.hasPrefix("--") ? "2000-\(text.dropFirst(2))" : text
    return whole.utf8.count == 10 && (try? CivilDate(iso: whole)) != nil
  }

  private static func yesno(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "true": true
    case "no", "n", "false": false
    default: nil
    }
  }

  /// What was typed, as part of a message.
  private static func shown(_ text: String) -> String { TerminalText.truncated(TerminalText.escaped(text), to: 60) }
}
