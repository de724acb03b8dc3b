import LuaHost

extension FieldReader {
  /// Whether a condition fits with those of all rules before it; reports where it does not.
  func fitsWithAll(_ value: LuaValue, _ name: String) -> Bool {
    if objects.use(value) { return true }
    book.report(
      entry, at(name), atValue: true,
      "the conditions of all rules have more than \(ConditionSize.mostPartsInAll) parts together, or texts of more than "
        + "\(ConditionSize.mostBytesInAll >> 20) MiB",
      remedy: "let a question answer what several rules ask, and ask for its answer")
    return false
  }
}
