internal import CCSV
internal import CRows
internal import ReferModel

/// Where the cells of each column of one table go, worked out once from its header.
final class TablePlan {
  /// What to do with one column's cell. Trivial, so that a row costs no counting of references.
  struct Column {
    enum Action: UInt8 {
      case keep, text, number, yesno, time, named, list, day, fileAs, birthYear, birthMonth, birthDay, place
      /// Kept, and looked at before the columns that it speaks of.
      case label
    }

    var index = 0
    var action = Action.keep
    /// The place of the field in a contact's row.
    var field = 0
    /// Of a list: how its cell is split.
    var split = Split.never
    /// Of a place: its address, as a number in ``addresses``, and its part.
    var address = 0
    var part = 0
    var order: DateOrder?
    /// Of a mail address: the column of its label, or -1.
    var label = -1
    /// The name that the cell has in `custom`.
    var key = rw_cell()
  }

  /// What tells the entries of a list in one cell apart, beside " ::: ".
  enum Split: UInt8 { case never, addresses, numbers, words }

  /// One address of a person in a table.
  struct Address {
    var kind: PlaceKind
    /// The column that says what it is.
    var label: Int?
  }

  /// In the order in which the columns are to be looked at.
  private(set) var columns: [Column] = []
  private(set) var addresses: [Address] = []
  let width: Int
  /// The column whose text is the contact's id as well.
  private(set) var idColumn: Int?
  /// Some rows are sums, and no members.
  let isPALMS: Bool
  private var names: Set<String> = []
  private var memory: [UnsafeMutablePointer<CChar>] = []
  private var further: [rw_cell] = []

  init(_ header: HeaderRow) {
    width = header.columns.count
    isPALMS = header.isPALMS
    var addressOf: [String: Int] = [:]
    // Google alone joins several values of one label in a cell, and names its columns so.
    let joins = header.columns.contains { HeaderIndex.normal($0.title).hasSuffix(" - value") }
    for (index, column) in header.columns.enumerated() {
      var made = Column()
      made.index = index
      made.key = key(column.title.isEmpty ? "column \(index + 1)" : Self.customName(column.title))
      columns.append(made)
      guard let meaning = column.meaning else { continue }
      let position = columns.count - 1
      switch meaning {
      case .text(let field): set(position, .text, field, joins && field != "notes" ? .words : .never)
      case .number(let field): set(position, .number, field)
      case .yesno(let field): set(position, .yesno, field)
      case .time(let field): set(position, .time, field)
      case .named(let field): set(position, .named, field)
      case .texts(let field): set(position, .list, field, .words)
      case .email:
        set(position, .list, "emails", .addresses)
        if index > 0, header.columns[index - 1].meaning == .emailLabel {
          columns[position].label = index - 1
        }
      case .phone: set(position, .list, "phones", .numbers)
      case .day(let field): set(position, .day, field)
      case .fileAs: set(position, .fileAs, "name")
      case .birthYear: set(position, .birthYear, "birthday")
      case .birthMonth: set(position, .birthMonth, "birthday")
      case .birthDay: set(position, .birthDay, "birthday")
      case .place(let part, let kind):
        let address = kind == .numbered ? "\(Self.number(in: column.title))" : "\(kind)"
        let place = addressOf[address] ?? addresses.count
        if place == addresses.count { addresses.append(Address(kind: kind)) }
        addressOf[address] = place
        set(position, .place, ["city", "region", "country"][part.rawValue])
        columns[position].address = place
        columns[position].part = part.rawValue
      case .emailLabel, .placeLabel: columns[position].action = .label
      case .honorific, .anyName, .germanRegion, .germanLand, .slipFrom, .slipTo, .slipType: break
      }
    }
    for (index, column) in header.columns.enumerated() where column.meaning == .placeLabel {
      if let place = addressOf["\(Self.number(in: column.title))"] { addresses[place].label = index }
    }
    if header.isLinkedIn { idColumn = header.columns.firstIndex { $0.meaning == .text("url") } }
    // Cells that no field takes keep the table's order, and labels come first.
    let ranks = header.columns.map { $0.meaning == nil ? 0 : $0.rank }
    columns.sort { (ranks[$0.index], $0.index) < (ranks[$1.index], $1.index) }
  }

  deinit {
    for place in memory { place.deallocate() }
  }

  /// The columns whose dates may need their order proved.
  var dateColumns: [Int] { columns.filter { $0.action == .time || $0.action == .day }.map(\.index) }

  func set(order: DateOrder?, ofColumn index: Int) {
    for place in columns.indices where columns[place].index == index { columns[place].order = order }
  }

  /// The name in `custom` of a cell beyond the header's last, which is `index` from 0.
  func furtherKey(_ index: Int) -> rw_cell {
    while further.count <= index - width { further.append(key("column \(width + further.count + 1)")) }
    return further[index - width]
  }

  private func set(_ position: Int, _ action: Column.Action, _ field: String, _ split: Split = .never) {
    guard let place = Schema.contact.index[field] else { return }
    columns[position].action = action
    columns[position].field = place
    columns[position].split = split
  }

  /// Our own CSV writes what no field took as "custom.vat".
  private static func customName(_ title: String) -> String {
    title.hasPrefix("custom.") && title.count > 7 ? String(title.dropFirst(7)) : title
  }

  private static func number(in title: String) -> Int {
    Int(title.filter { $0.isASCII && $0.isNumber }.prefix(9)) ?? 0
  }

  /// A text that lives as long as the plan. A name that stands already gets a number: "Website", "Website 2".
  private func key(_ name: String) -> rw_cell {
    var (free, number) = (name, 2)
    while !names.insert(free).inserted {
      free = "\(name) \(number)"
      number += 1
    }
    let bytes = Array(free.utf8)
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: max(bytes.count, 1))
    for (offset, byte) in bytes.enumerated() { place[offset] = CChar(bitPattern: byte) }
    memory.append(place)
    return .text(UnsafePointer(place), count: bytes.count)
  }
}
