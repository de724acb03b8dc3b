import ReferFormats

/// How the tables of a run write dates of three numbers, such as 03/04/2021.
public enum TableDates: String, CaseIterable, Sendable {
  /// Day, month, year.
  case dmy
  /// Month, day, year.
  case mdy
  /// Year, month, day.
  case ymd

  var order: DateOrder {
    switch self {
    case .dmy: .dmy
    case .mdy: .mdy
    case .ymd: .ymd
    }
  }
}
