/// How a rule prints a date: letters after `%`, as in strftime, with English names whatever the machine speaks.
///
/// The letters are a closed list, checked once when the format is made.
package struct DateFormat: Hashable, Sendable {
  /// The letters that may follow a `%`, which is the last of them.
  static let letters: [Character] = [
    "Y", "m", "d", "H", "M", "S", "y", "B", "b", "A", "a", "e", "j", "p", "I", "Z", "z", "F", "T", "%",
  ]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

  private enum Part: Hashable, Sendable {
    case text(String)
    case letter(Character)
  }

  private let parts: [Part]

  package init(_ pattern: String) throws(TimeTextError) {
    var parts: [Part] = []
    var text = ""
    var rest = pattern[...]
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      guard let letter = rest.popFirst() else { throw .formatEndsInPercent }
      guard Self.letters.contains(letter) else { throw .unknownFormatLetter(letter) }
      guard letter != "%" else {
        text.append("%")
        continue
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      parts.append(.letter(letter))
    }
    if !text.isEmpty { parts.append(.text(text)) }
    self.parts = parts
  }

  /// `instant` as calendar and clock show it in `zone`.
  package func string(from instant: Instant, in zone: Zone) -> String {
    let period = zone.period(at: instant.wholeSeconds)
    let civil = CivilDateTime(secondsSinceEpoch: instant.wholeSeconds + Int64(period.time.offset))
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .letter("Z"): result += period.time.abbreviation
      case .letter("z"): result += Self.offset(period.time.offset)
      case .letter(let letter): result += Self.value(letter, civil)
      }
    }
    return result
  }

  private static func value(_ letter: Character, _ civil: CivilDateTime) -> String {
    let date = civil.date
    return switch letter {
    case "Y": padded(date.year, 4)
    case "y": padded(date.year % 100, 2)
    case "m": padded(date.month, 2)
    case "B": months[date.month - 1]
    case "b": String(months[date.month - 1].prefix(3))
    case "d": padded(date.day, 2)
    case "e": padded(date.day, 2, with: " ")
    case "j": padded(date.dayOfYear, 3)
    case "A": weekdays[date.weekday - 1]
    case "a": String(weekdays[date.weekday - 1].prefix(3))
    case "F": date.description
    case "H": padded(civil.hour, 2)
    case "I": padded((civil.hour + 11) % 12 + 1, 2)
    case "p": civil.hour < 12 ? "AM" : "PM"
    case "M": padded(civil.minute, 2)
    case "S": padded(civil.second, 2)
    case "T": "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
    default: ""
    }
  }

  private static func padded(_ number: Int, _ width: Int, with filler: Character = "0") -> String {
    let digits = String(number)
    return String(repeating: filler, count: max(width - digits.utf8.count, 0)) + digits
  }

  private static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + padded(minutes / 60, 2) + padded(minutes % 60, 2)
  }
}
