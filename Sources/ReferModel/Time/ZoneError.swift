/// Why there is no such time zone.
package enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name has letters that no zone has, or the form of a path.
  case badName(nearest: String?)
  case unknown(String, nearest: String?)
  /// No folder of zones is on this machine.
  case noDatabase
  /// The file of the zone is not what RFC 8536 says.
  case damaged(String, problem: String)

  package var description: String {
    switch self {
    case .badName(nil): "no such form of time zone; write it like Europe/Berlin"
    case .badName(let near?): "no such form of time zone; did you mean '\(near)'?"
    case .unknown(let name, nil): "no time zone is named '\(name)'; write it like Europe/Berlin"
    case .unknown(let name, let near?): "no time zone is named '\(name)'; did you mean '\(near)'?"
    case .noDatabase: "this machine has no time zones; install tzdata, or use UTC"
    case .damaged(let name, let problem): "the time zone file of '\(name)' is damaged: \(problem); reinstall tzdata"
    }
  }
}
