/// Why a whole file cannot be read, and what to do about it.
package enum InputError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(file: String)
  case folder(file: String)
  case noPermission(file: String)
  /// What the system said, in its own words.
  case unreadable(file: String, reason: String)
  case standardInputTwice
  case notNDJSON(file: String, ForeignFormat)
  /// Text, but none of the formats that hold contacts.
  case unrecognised(file: String)

  package var description: String {
    switch self {
    case .missing(""): "\"\" names no file of contacts"
    case .missing(let file): "\(file): there is no such file; check its name and folder"
    case .folder(let file): "\(file): this is a folder; name the file in it"
    case .noPermission(let file): "\(file): you may not read this file; ask its owner, or change its permissions"
    case .unreadable(let file, let reason): "\(file): the file cannot be read: \(reason)"
    case .standardInputTwice: "standard input can be read once only; name '-' once"
    case .notNDJSON(let file, let format): "\(file): \(format.sentence); \(format.remedy)"
    case .unrecognised(let file):
      "\(file): no contacts are recognised in this file; it should hold vCards, a table with a header (CSV), or NDJSON"
    }
  }
}
