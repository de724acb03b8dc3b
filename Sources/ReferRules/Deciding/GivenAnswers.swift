import CRows
import ReferModel

/// The user's own answers in a contact's row: a map from a question to its value, and under the
/// question's name, a zero byte and "at" to the time when it was given.
struct GivenAnswers {
  private static let place = Schema.contact.index["answers"] ?? 0
  private let pairs: UnsafeBufferPointer<rw_cell>?

  init(_ row: Cells) { pairs = row[Self.place].nested }

  var isEmpty: Bool { pairs == nil }

  func answer(to question: String) -> (cell: rw_cell, at: Instant?)? {
    guard let pairs else { return nil }
    guard let cell = value(in: pairs, question.utf8, suffix: "".utf8) else { return nil }
    let at = value(in: pairs, question.utf8, suffix: "\u{0}at".utf8)?.number
    return (cell, at.map { Instant(seconds: $0) })
  }

  private func value(in pairs: UnsafeBufferPointer<rw_cell>, _ name: String.UTF8View, suffix: String.UTF8View)
    -> rw_cell?
  {
    for place in stride(from: 0, to: pairs.count, by: 2) {
      guard let key = pairs[place].textBytes, key.count == name.count + suffix.count else { continue }
      if key.prefix(name.count).elementsEqual(name), key.dropFirst(name.count).elementsEqual(suffix) {
        return pairs[place + 1]
      }
    }
    return nil
  }
}
