import ReferModel

/// Fills in the places of a text.
struct TemplateRenderer {
  let scope: TemplateScope
  let clock: Clock
  let profile: Profile
  /// The user's own record, for `me`.
  let me: Cells
  /// The most bytes that a message may have.
  let most: Int

  /// Why a text can't be filled in, and where in it.
  struct Problem: Error {
    let offset: Int
    let message: String
    /// The field that is missing.
    var field: String?
  }

  func text(_ template: TemplateText) throws(Problem) -> String {
    var result = ""
    var count = 0
    for part in template.parts {
      switch part {
      case .text(let text): result += text
      case .place(let place):
        let shown = try value(of: place)
        count += shown.utf8.count
        guard count <= most else {
          throw Problem(offset: place.offset, message: "the message becomes longer than \(most) bytes")
        }
        result += shown
      }
    }
    return result
  }

  /// A value alone, as `must_say` looks for it; nil where it is missing.
  func text(_ path: TemplatePath) -> String? { value(of: path).flatMap { shown($0, []) }.map(Self.plain) }

  /// The first place of a text that names a path, where none of them says it: something else that is known stands
  /// there. Words of the template's own for what is missing do.
  func silent(_ path: TemplatePath, in template: TemplateText) -> TemplateText.Place? {
    var first: TemplateText.Place?
    for case .place(let place) in template.parts where place.alternatives.contains(.path(path)) {
      let chosen = place.alternatives.first { alternative in
        switch alternative {
        case .text: true
        case .path(let path): value(of: path).flatMap { shown($0, place.filters) } != nil
        }
      }
      switch chosen {
      case .text?, .path(path)?: return nil
      case .path?, nil: first = first ?? place
      }
    }
    return first
  }

  /// As one line, for a subject: what stands on several lines in the data would add headers to a mail.
  func line(_ template: TemplateText) throws(Problem) -> String {
    let text = try text(template)
    guard text.contains(where: \.isNewline) else { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A value without the controls that some data have in it.
  private static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: TemplateText.isControl) else { return text }
    var scalars = text.unicodeScalars
    scalars.removeAll(where: TemplateText.isControl)
    return String(scalars)
  }

  private func value(of place: TemplateText.Place) throws(Problem) -> String {
    var missing: TemplatePath?
    for alternative in place.alternatives {
      switch alternative {
      case .text(let text): return text
      case .path(let path):
        if let shown = value(of: path).flatMap({ shown($0, place.filters) }) { return Self.plain(shown) }
        missing = missing ?? path
      }
    }
    let name = missing?.text ?? ""
    let why =
      missing?.root == .me
      ? "your profile does not say it; \(Self.sayOnce(name))"
      : "contact \(scope.contact) does not have it; write {{\(name) or \"…\"}} for such people"
    throw Problem(offset: place.offset, message: "\(name) is missing: \(why)", field: name)
  }

  /// How a field of the profile is filled in.
  static func sayOnce(_ field: String) -> String { "say it once: refer set \(field)=\"…\"" }

  // MARK: Values

  private enum Value {
    case text(String)
    case texts([String])
    case number(Double, currency: String?)
    case time(Instant)
    case day(PartialDate, String)
  }

  private func value(of path: TemplatePath) -> Value? {
    guard let field = path.field else { return .time(clock.now) }
    guard let row = path.root == .me ? me : scope[path.root], let cell = field.value(in: row) else { return nil }
    switch path.kind {
    case .time: return cell.number.map { .time(Instant(seconds: $0)) }
    case .number:
      return cell.number.map { .number($0, currency: path.currency.flatMap { $0.value(in: row)?.text }) }
    case .yesno: return cell.yesno.map { .text($0 ? "yes" : "no") }
    case .texts:
      let texts = cell.nested?.compactMap(\.text) ?? []
      return texts.isEmpty ? nil : .texts(texts)
    case .record(let kind):
      guard let name = Schema.of(kind).index["name"], let record = cell.nested?.baseAddress else { return nil }
      return record[name].text.map { .text($0) }
    case .text:
      guard let text = cell.text else { return nil }
      if path.isDay, let day = PartialDate(text) { return .day(day, text) }
      return .text(text)
    case .map, .records: return nil
    }
  }

  /// Nil for a year that is asked for and not known.
  private func shown(_ value: Value, _ filters: [TemplateFilter]) -> String? {
    var filters = filters[...]
    var value = value
    if case .first? = filters.first, case .texts(let texts) = value {
      value = .text(texts.first ?? "")
      filters = filters.dropFirst()
    }
    guard var text = text(value, filters.first) else { return nil }
    for filter in filters {
      switch filter {
      case .date, .money: break
      case .upper: text = text.uppercased()
      case .lower: text = text.lowercased()
      case .title: text = Self.title(text)
      case .first: text = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? text
      }
    }
    return text
  }

  private func text(_ value: Value, _ filter: TemplateFilter?) -> String? {
    switch value {
    case .text(let text): return text
    case .texts(let texts): return texts.joined(separator: ", ")
    case .time(let instant):
      if case .date(let format, _, _)? = filter { return format.string(from: instant, in: clock.zone) }
      return Self.standard?.string(from: instant, in: clock.zone)
    case .number(let number, let currency):
      guard case .money? = filter else { return NumberText.string(number) }
      let currency = currency ?? profile.currency ?? ""
      return Money.minor(number, currency).map { Money.text($0, currency) } ?? NumberText.string(number)
    case .day(let day, let text):
      guard case .date(let format, let needsYear, _)? = filter else { return text }
      guard day.year != nil || !needsYear, let date = day.date(in: day.year ?? 2000),
        let noon = CivilDateTime(date: date, hour: 12, minute: 0)
      else { return nil }
      return format.string(from: Zone.utc.instant(of: noon), in: .utc)
    }
  }

  /// How a time is shown without a filter.
  private static let standard = try? DateFormat("%d %B %Y")

  /// The first letter of each word large.
  private static func title(_ text: String) -> String {
    var result = ""
    var isInside = false
    for character in text {
      result += isInside ? String(character) : character.uppercased()
      isInside = character.isLetter || character.isNumber || character == "'"
    }
    return result
  }
}
