internal import CCSV
internal import CRows
internal import ReferModel

/// The people of a report of slips, each with the slips that name them.
///
/// A slip says who did something for whom, and not when, so it is neither a referral of the user's nor a talk with
/// them. Each person gets in `custom` how many slips of a kind they stand on ("Referral from", "Referral to"), and the
/// slips themselves ("slip 1"), as the report has them. All are held until the end: a chapter's are few.
final class SlipBook {
  /// One person's slips.
  private struct Person {
    let name: String
    let line: Int
    var slips: [String] = []
    var counts: [String] = []
  }

  private static let mostBytes = 64 << 20
  private let header: HeaderRow
  private let from: Int?, to: Int?, type: Int?
  private var people: [Person] = []
  private var places: [String: Int] = [:]
  private var size = 0

  init(_ header: HeaderRow) {
    self.header = header
    from = header.columns.firstIndex { $0.meaning == .slipFrom }
    to = header.columns.firstIndex { $0.meaning == .slipTo }
    type = header.columns.firstIndex { $0.meaning == .slipType }
  }

  /// What is wrong with the row, if anything.
  func take(_ cells: UnsafePointer<csv_cell>, _ count: Int, line: Int) -> String? {
    func text(_ index: Int?) -> String {
      guard let index, index < count else { return "" }
      return cells[index].trimmed.text ?? ""
    }
    let parts = (0..<count).compactMap { index in
      let cell = text(index)
      return cell.isEmpty ? nil : "\(title(index)): \(cell)"
    }
    guard !parts.isEmpty else { return nil }
    let slip = parts.joined(separator: "; ")
    let kind = text(type).isEmpty ? "slip" : text(type)
    let named = [(text(from), "from"), (text(to), "to")].filter { !$0.0.isEmpty }
    if named.isEmpty { return "this slip names nobody, neither in From nor in To" }
    size += slip.utf8.count * named.count + 64
    if size > Self.mostBytes { return "the report holds more slips than are read at once, 64 MiB" }
    for (place, (name, side)) in named.enumerated() {
      let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let person = places[words] ?? people.count
      if person == people.count { people.append(Person(name: words, line: line)) }
      places[words] = person
      // Somebody who thanks themselves stands on the slip once.
      if place == 0 || people[person].slips.last != slip { people[person].slips.append(slip) }
      people[person].counts.append("\(kind) \(side)")
    }
    return nil
  }

  func finish(
    file: String, _ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void
  ) throws {
    guard let arena = RowArena() else { throw InputError.unreadable(file: file, reason: "there is not enough memory") }
    defer { withExtendedLifetime(arena) {} }
    var builder = ContactRowBuilder(arena: arena)
    for person in people {
      arena.reset()
      builder.begin()
      if let name = builder.made(person.name) { builder[builder.fields.name] = name }
      var counts: [(kind: String, count: Int)] = []
      for kind in person.counts {
        if let place = counts.firstIndex(where: { $0.kind == kind }) {
          counts[place].count += 1
        } else if counts.count < 100 {
          counts.append((kind, 1))
        }
      }
      for (kind, count) in counts { builder.keep(kind, "\(count)") }
      for (number, slip) in person.slips.enumerated() { builder.keep("slip \(number + 1)", slip) }
      // Reports have no ids; the caller numbers the rows.
      if let row = builder.finish() {
        try body(row, person.line)
      } else {
        try report(InputProblem(file: file, line: person.line, message: "there is not enough memory for this row"))
      }
    }
  }

  private func title(_ index: Int) -> String {
    guard index < header.columns.count, !header.columns[index].title.isEmpty else { return "column \(index + 1)" }
    return header.columns[index].title
  }
}
