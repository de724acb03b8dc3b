import CRows
import LuaHost
import ReferModel

/// The answers as a record that a bucket's function reads: `answers.in_touch`.
final class AnswersRow {
  let schema: UInt16
  private let questions: [Question]
  private let cells: UnsafeMutablePointer<rw_cell>
  private let fields: UnsafeMutablePointer<rw_field>
  private let table: UnsafeMutablePointer<rw_schema>
  private let texts: [UnsafeMutablePointer<CChar>]
  private let labels: [[UnsafeMutablePointer<CChar>]]

  init(_ questions: [Question], sandbox: Sandbox) throws {
    self.questions = questions
    texts = (questions.map(\.name) + ["answers"]).map(Self.copy)
    labels = questions.map { question in
      if case .choices(let choices) = question.form { return choices.map { Self.copy($0.label) } }
      return []
    }
    fields = .allocate(capacity: max(questions.count, 1))
    for (place, question) in questions.enumerated() {
      let kind =
        switch question.form {
        case .yesno: RW_BOOL
        case .scale, .measure: RW_NUMBER
        case .choices: RW_TEXT
        }
      // A missing answer is nil and makes the function's result unknown.
      fields[place] = rw_field(
        name: UnsafePointer(texts[place]), name_length: UInt32(question.name.utf8.count), kind: UInt8(kind),
        flags: UInt8(RW_FACT), schema: 0)
    }
    table = .allocate(capacity: 1)
    table.pointee = rw_schema(
      name: UnsafePointer(texts[questions.count]), fields: UnsafePointer(fields), count: UInt32(questions.count),
      name_field: 0)
    cells = .allocate(capacity: max(questions.count, 1))
    cells.initialize(repeating: rw_cell(), count: max(questions.count, 1))
    schema = try sandbox.add(schema: UnsafePointer(table))
  }

  deinit {
    cells.deallocate()
    fields.deallocate()
    table.deallocate()
    for text in texts + labels.flatMap({ $0 }) { text.deallocate() }
  }

  func fill(_ slots: [Situation.Slot]) -> Cells {
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
    return UnsafePointer(cells)
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    place.initialize(from: bytes, count: bytes.count)
    return place
  }
}
