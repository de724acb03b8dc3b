internal import CCSV
internal import CRows
internal import ReferModel

/// Makes contacts of one table's rows, whatever file they come from: finds the header, looks down the columns of dates,
/// and fills row by row.
///
/// It holds back the first 1,000 rows or MiB: a column of dates like 03/04/2021 is read where those rows prove the
/// order of day and month, each column for itself; else such a date is kept in `custom`.
struct ContactTable {
  /// What the user knows of a table.
  struct Options {
    var dateOrder: DateOrder?
    /// The moment of `seconds` that were counted on the local clock as if it were UTC.
    var zone: (Double) -> Double
    /// Takes the rows of a group's report, of which then no contacts are made.
    var rows: GroupRows?
  }

  private let file: String
  private let options: Options
  private var store = RowStore()
  private var filler: TableRowFiller?
  private var own: OwnTableFiller?
  private var slips: SlipBook?
  private(set) var hasHeader = false
  /// Before the header, or while the first rows are held back.
  private var isHoldingBack = true

  init(file: String, options: Options) {
    self.file = file
    self.options = options
  }

  /// The first line that was held back, to name a table that has no header.
  var firstLine: Int? { store.rows.first?.line }

  mutating func take(
    _ cells: UnsafePointer<csv_cell>, _ count: Int, line: Int, _ body: (Cells, Int) throws -> Void,
    _ report: (InputProblem) throws -> Void
  ) throws {
    guard isHoldingBack else { return try fill(cells, count, line, body, report) }
    if Self.isBlank(cells, count) { return }
    store.append(cells, count, line: line)
    if store.isFull { try open(body, report) }
  }

  /// The end of the table. Without a header nothing was given out, and ``hasHeader`` is false.
  mutating func finish(_ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void) throws {
    if isHoldingBack { try open(body, report) }
    try slips?.finish(file: file, body, report)
  }

  /// Finds the header and gives out what was held back.
  private mutating func open(_ body: (Cells, Int) throws -> Void, _ report: (InputProblem) throws -> Void) throws {
    isHoldingBack = false
    guard let (place, header) = HeaderRow.find(in: store.texts(HeaderRow.furthest)) else { return }
    hasHeader = true
    try options.rows?.begin(header, above: Array(store.texts(place)), file: file)
    let titles = header.columns.map(\.title)
    if options.rows != nil {
      // They are taken as they come.
    } else if header.isSlips {
      slips = SlipBook(header)
    } else if OwnTableFiller.isOwn(titles) {
      let orders = header.columns.indices.map { order(of: $0, below: place) }
      own = OwnTableFiller(titles, orders: orders, options: options)
      if own == nil { throw InputError.unreadable(file: file, reason: "there is not enough memory") }
    } else {
      let plan = TablePlan(header)
      for column in plan.dateColumns { plan.set(order: order(of: column, below: place), ofColumn: column) }
      filler = TableRowFiller(plan, zone: options.zone)
      if filler == nil { throw InputError.unreadable(file: file, reason: "there is not enough memory") }
    }
    let held = store
    store = RowStore()
    try held.replay(from: place + 1) { cells, count, line in try fill(cells, count, line, body, report) }
  }

  private mutating func fill(
    _ cells: UnsafePointer<csv_cell>, _ count: Int, _ line: Int, _ body: (Cells, Int) throws -> Void,
    _ report: (InputProblem) throws -> Void
  ) throws {
    if let rows = options.rows {
      guard let text = rows.take((0..<count).map { cells[$0].trimmed.text ?? "" }, line: line) else { return }
      return try report(InputProblem(file: file, line: line, message: text))
    }
    if let slips {
      guard let text = slips.take(cells, count, line: line) else { return }
      return try report(InputProblem(file: file, line: line, message: text))
    }
    guard let outcome = own?.fill(cells, count: count) ?? filler?.fill(cells, count: count) else { return }
    switch outcome {
    case .contact(let row): try body(row, line)
    case .blank, .noMember: break
    case .noMemory:
      try report(InputProblem(file: file, line: line, message: "there is not enough memory for this row"))
    }
  }

  private func order(of column: Int, below header: Int) -> DateOrder? {
    if let given = options.dateOrder { return given }
    var found: Set<DateOrder> = []
    store.column(column, from: header + 1) { cell in
      guard let start = cell.baseAddress else { return }
      if let bytes = rw_cell.text(start, count: cell.count).trimmed.textBytes, let order = TableDate.proof(bytes) {
        found.insert(order)
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private static func isBlank(_ cells: UnsafePointer<csv_cell>, _ count: Int) -> Bool {
    (0..<count).allSatisfy { cells[$0].trimmed.isMissing }
  }
}

extension InputError {
  /// A table whose first rows name no person.
  static func noHeader(file: String) -> InputError {
    .unreadable(
      file: file,
      reason: "no row of its first \(HeaderRow.furthest) names the columns; looked for a name or an e-mail address: "
        + "\"First Name\", \"Last Name\", \"Name\" or \"Email\", or the same in German, French or Spanish; "
        + "add such a first row")
  }
}
