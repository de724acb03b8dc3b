import CRows
import LuaHost
import ReferModel

/// The answers as a record that a bucket's function reads: `answers.in_touch`.
///
/// A pack sees those to its own questions, and to those of packs that it uses.
final class AnswersRow {
  /// The answers of one contact, until they are filled anew.
  struct Filled {
    fileprivate let row: AnswersRow
    let cells: Cells

    func record(for origin: Int) -> LuaRecord { LuaRecord(schema: row.schemas[origin], cells: cells) }
  }

  /// The schema of each origin.
  private var schemas: [UInt16] = []
  private let questions: [Question]
  private let cells: UnsafeMutablePointer<rw_cell>
  private var fields: [UnsafeMutablePointer<rw_field>] = []
  private var tables: [UnsafeMutablePointer<rw_schema>] = []
  private let texts: [UnsafeMutablePointer<CChar>]
  private let labels: [[UnsafeMutablePointer<CChar>]]

  /// - Throws: ``ScriptError`` when memory is out.
  init(_ loaded: LoadedRules) throws {
    questions = loaded.rules.questions
    let questions = questions
    texts = (questions.map(\.name) + ["answers"]).map(Self.copy)
    labels = questions.map { question in
      if case .choices(let choices) = question.form { return choices.map { Self.copy($0.label) } }
      return []
    }
    cells = .allocate(capacity: max(questions.count, 1))
    cells.initialize(repeating: rw_cell(), count: max(questions.count, 1))
    for origin in 0..<loaded.globals.book.originCount { try addSchema(for: origin, loaded) }
  }

  private func addSchema(for origin: Int, _ loaded: LoadedRules) throws {
    let fields = UnsafeMutablePointer<rw_field>.allocate(capacity: max(questions.count, 1))
    self.fields.append(fields)
    for (place, question) in questions.enumerated() {
      let kind =
        switch question.form {
        case .yesno: RW_BOOL
        case .scale, .measure: RW_NUMBER
        case .choices: RW_TEXT
        }
      // A missing answer is nil and makes the function's result unknown.
      let isSeen = loaded.globals.book.sees(origin, question.origin)
      fields[place] = rw_field(
        name: UnsafePointer(texts[place]), name_length: UInt32(question.name.utf8.count), kind: UInt8(kind),
        flags: UInt8(isSeen ? RW_FACT : RW_FACT | RW_HIDDEN), schema: 0)
    }
    let table = UnsafeMutablePointer<rw_schema>.allocate(capacity: 1)
    tables.append(table)
    table.pointee = rw_schema(
      name: UnsafePointer(texts[questions.count]), fields: UnsafePointer(fields), count: UInt32(questions.count),
      name_field: 0)
    let number = try loaded.sandbox.add(schema: UnsafePointer(table))
    schemas.append(number)
    loaded.globals.originsOfAnswers[Int(number)] = origin
  }

  deinit {
    cells.deallocate()
    for own in fields { own.deallocate() }
    for table in tables { table.deallocate() }
    for text in texts + labels.flatMap({ $0 }) { text.deallocate() }
  }

  func fill(_ slots: [Situation.Slot]) -> Filled {
    for (place, slot) in slots.enumerated() {
      var cell = rw_cell()
      if let value = slot.value {
        switch questions[place].form {
        case .yesno:
          cell.kind = UInt8(RW_BOOL)
          cell.as.number = value
        case .scale, .measure:
          cell.kind = UInt8(RW_NUMBER)
          cell.as.number = value
        case .choices(let choices):
          cell.kind = UInt8(RW_TEXT)
          cell.count = UInt32(choices[Int(value)].label.utf8.count)
          cell.as.text = UnsafePointer(labels[place][Int(value)])
        }
      }
      cells[place] = cell
    }
    return Filled(row: self, cells: UnsafePointer(cells))
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    place.initialize(from: bytes, count: bytes.count)
    return place
  }
}
