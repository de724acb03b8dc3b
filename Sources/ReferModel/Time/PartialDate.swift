/// A day of every year, as birthdays are kept: "1980-04-16", or "--04-16" where the year is not known.
package struct PartialDate: Hashable, Sendable {
  package let year: Int?
  package let month: Int
  package let day: Int

  /// Nil for what is no such day; the 29th of February needs no leap year to be one.
  package init?(_ text: String) {
    if text.hasPrefix("--") {
      let parts = text.dropFirst(2).split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCII) }),
        let month = Int(parts[0]), let day = Int(parts[1]), CivilDate(year: 2000, month: month, day: day) != nil
      else { return nil }
      (year, self.month, self.day) = (nil, month, day)
    } else {
      guard let date = try? CivilDate(iso: text) else { return nil }
      (year, month, day) = (date.year, date.month, date.day)
    }
  }

  /// The day in a year; the last of February where it is the 29th and the year has none.
  package func date(in year: Int) -> CivilDate? {
    CivilDate(year: year, month: month, day: min(day, CivilDate.days(inMonth: month, of: year)))
  }
}
