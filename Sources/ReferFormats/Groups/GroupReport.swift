internal import ReferModel

/// A report that a group's own system wrote: who did what for whom, or what each member did in a time.
package struct GroupReport: Hashable, Sendable {
  /// One slip, as the report has it.
  package struct Slip: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case referral
      case oneToOne = "one_to_one"
      case business, education, visitor
    }

    package let line: Int
    package let kind: Kind
    /// Empty where nobody is named.
    package let from: String
    package let to: String
    /// inside, outside or spin_off.
    package let tier: String?
    /// Closed business in major units.
    package let amount: Double?
    /// Units of education.
    package let quantity: Double?
    package let detail: String?
  }

  /// What one member did in the report's time.
  package struct Tally: Hashable, Sendable {
    package let line: Int
    package let name: String
    /// By the letters of the report: P, A, L, M, S, RGI, RGO, RRI, RRO, V, 1-2-1, TYFCB (major units), CEU, T.
    package let values: [String: Double]
  }

  package fileprivate(set) var slips: [Slip] = []
  package fileprivate(set) var tallies: [Tally] = []
  /// What the report calls the group.
  package fileprivate(set) var chapter: String?
  /// The day that slips are of, as "2024-06-01"; as it is written where day and month can't be told apart.
  package fileprivate(set) var day: String?
  /// The time that tallies are of, likewise.
  package fileprivate(set) var begins: String?
  package fileprivate(set) var ends: String?

  /// The letters of tallies, in the order of the report.
  package static let letters = ["P", "A", "L", "M", "S", "RGI", "RGO", "RRI", "RRO", "V", "1-2-1", "TYFCB", "CEU", "T"]

  /// Reads a report, a spreadsheet of XML or a table.
  ///
  /// - Parameter report: told of rows that can't be read.
  /// - Throws: ``InputError`` for a file that is no such report.
  package static func read(
    _ path: String, dateOrder: DateOrder? = nil, _ report: (InputProblem) throws -> Void
  ) throws -> GroupReport {
    try InputFile.check(path: path)
    let file = try InputFile(path: path)
    let rows = GroupRows(dateOrder)
    let head = try file.peek(64 << 10)
    switch try head.withUnsafeBytes({ try ContactFormat.of($0, file: file.name) }) {
    case .table:
      let reader = CSVReader(file: file.name, rows: rows)
      try reader.read(from: { try file.nextChunk() }, body: { _, _ in }, onProblem: report)
    case .spreadsheet:
      let reader = SpreadsheetReader(file: file.name, rows: rows)
      try reader.read(from: { try file.nextChunk() }, body: { _, _ in }, onProblem: report)
    case .empty, .ndjson, .vCard:
      throw InputError.unreadable(file: file.name, reason: "this is no report of a group")
    }
    return rows.report
  }
}

/// Takes the rows of a report's tables.
final class GroupRows {
  private(set) var report = GroupReport()
  private let dateOrder: DateOrder?
  private var header: HeaderRow?
  private var places: [String: Int] = [:]

  init(_ dateOrder: DateOrder?) { self.dateOrder = dateOrder }

  /// - Parameter above: the rows above the header, which say what the report is of.
  /// - Throws: ``InputError`` for a table that is no report of a group.
  func begin(_ header: HeaderRow, above: [[String]], file: String) throws {
    guard header.isSlips || header.isPALMS else {
      throw InputError.unreadable(
        file: file, reason: "this is no report of a group, neither slips nor PALMS; import it without --group")
    }
    self.header = header
    places = Dictionary(header.columns.enumerated().map { (HeaderIndex.normal($1.title), $0) }) { first, _ in first }
    for row in above {
      let texts = row.filter { !$0.isEmpty }
      guard let title = texts.first else { continue }
      let value = texts.count > 1 ? texts[1] : nil
      let label = title.lowercased().prefix(while: { $0 != ":" })
      switch label {
      case "chapter": report.chapter = value
      case "from": report.begins = value.map(day)
      case "to": report.ends = value.map(day)
      case let text where text.hasPrefix("slips audit report for"):
        report.day = title.split(separator: " ").last.map { day(String($0)) }
      default: break
      }
    }
  }

  private func day(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      guard case .date(let date) = TableDate.read(raw, order: dateOrder ?? TableDate.proof(raw)), date.year != nil
      else { return String(decoding: bytes, as: UTF8.self) }
      return date.text
    }
  }

  /// What is wrong with a row, if anything.
  func take(_ cells: [String], line: Int) -> String? {
    guard let header, cells.contains(where: { !$0.isEmpty }) else { return nil }
    return header.isSlips ? takeSlip(cells, line) : takeTally(cells, line)
  }

  private func text(_ cells: [String], _ title: String) -> String {
    guard let place = places[HeaderIndex.normal(title)], place < cells.count else { return "" }
    return cells[place].split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func number(_ text: String) -> Double? {
    NumberText.number(text.filter { $0 != "," && $0 != "$" })
  }

  private func takeSlip(_ cells: [String], _ line: Int) -> String? {
    let type = text(cells, "Slip Type").lowercased().filter { $0.isLetter || $0.isNumber }
    let kind: GroupReport.Slip.Kind
    switch type {
    case "referral", "referrals": kind = .referral
    case "onetoone", "121", "one2one", "onetoones": kind = .oneToOne
    case "tyfcb", "thankyouforclosedbusiness", "closedbusiness": kind = .business
    case "ceu", "education": kind = .education
    case "visitor", "visitors": kind = .visitor
    default: return "this slip is of a type that is not known"
    }
    let (from, to) = (text(cells, "From"), text(cells, "To"))
    // Who is thanked is named; who thanks need not be.
    let isComplete =
      switch kind {
      case .referral, .oneToOne: !from.isEmpty && !to.isEmpty
      case .business: !to.isEmpty
      case .education, .visitor: !from.isEmpty || !to.isEmpty
      }
    guard isComplete else { return "this slip does not name all whom it takes" }
    let amount = number(text(cells, "$ if TYFCB"))
    if kind == .business, amount == nil { return "this slip of closed business has no amount" }
    let place = text(cells, "Inside/Outside").lowercased()
    let tier =
      place.contains("3")
      ? "spin_off" : place.contains("inside") ? "inside" : place.contains("outside") ? "outside" : nil
    let detail = text(cells, "Detail")
    report.slips.append(
      GroupReport.Slip(
        line: line, kind: kind, from: from, to: to, tier: tier, amount: kind == .business ? amount : nil,
        quantity: number(text(cells, "Qty if CEU")), detail: detail.isEmpty ? nil : detail))
    return nil
  }

  private func takeTally(_ cells: [String], _ line: Int) -> String? {
    let name = [text(cells, "First Name"), text(cells, "Last Name")].filter { !$0.isEmpty }.joined(separator: " ")
    if name.isEmpty || ["visitors", "visitor", "bni", "total", "totals"].contains(name.lowercased()) { return nil }
    var values: [String: Double] = [:]
    for letter in GroupReport.letters {
      if let value = number(text(cells, letter)) { values[letter] = value }
    }
    report.tallies.append(GroupReport.Tally(line: line, name: name, values: values))
    return nil
  }
}
