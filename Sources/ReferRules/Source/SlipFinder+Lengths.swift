import ReferModel

/// Numbers that stand alone where a length of time belongs, and are so great that they may be one.
///
/// Of the small ones, from wherever they come, the value itself tells: see ``BareLength``.
extension SlipFinder {
  /// `within = 172800`, `{ after = 86400, … }`.
  func bareLengths(in table: SourceTable) -> [Diagnostic] {
    guard let declaration = table.declaration.map({ declarations[$0] }), let path = table.path,
      let word = Vocabulary.word(declaration.word)
    else { return [] }
    var known = word.fields
    if !path.isEmpty { known = known.first { path.hasPrefix("\($0.name)[") && !path.contains(".") }?.parts ?? [] }
    let isLengthSetting = table.fields.contains { field in
      field.key == "kind" && field.value.count == 1 && token(field.value.lowerBound).value == "length"
    }
    return table.fields.compactMap { field in
      guard let key = field.key, let bare = great(field.value) else { return nil }
      let isLength =
        known.contains { $0.name == key && $0.kind == .length }
        || word.name == "setting" && key == "default" && isLengthSetting
      guard isLength else { return nil }
      return slip(
        field.value.lowerBound, to: field.value.upperBound - 1,
        "'\(key)' of \(word.name) '\(Excerpt.quoted(declaration.name))' would be \(bare.message)",
        "write \(bare.meant(BareLength.units(of: key)))")
    }
  }

  /// `within("met_at", 172800)` and `ago(172800)`.
  func bareLengthInCall(_ index: Int) -> Diagnostic? {
    let name = tokens[index].text
    guard name == "within" || name == "ago", token(index + 1).isSymbol("("), isLibrary(index) else { return nil }
    let start = name == "ago" ? index + 2 : index + 4
    if name == "within" {
      guard token(index + 2).kind == .string, token(index + 3).isSymbol(",") else { return nil }
    }
    let end = token(start).isSymbol("-") ? start + 2 : start + 1
    guard token(end).isSymbol(")"), let bare = great(start..<end) else { return nil }
    return slip(
      start, to: end - 1, "\(name)(…) would be \(bare.message)", "write \(bare.meant(BareLength.units(of: "")))")
  }

  /// A number written alone whose value does not tell that it has no unit.
  private func great(_ value: Range<Int>) -> BareLength? {
    guard isNumber(value), let last = value.last, let size = Double(token(last).text) else { return nil }
    let number = value.count == 2 ? -size : size
    return BareLength(seconds: number) == nil ? BareLength(written: number) : nil
  }
}
