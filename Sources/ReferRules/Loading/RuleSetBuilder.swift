import LuaHost
import ReferModel

/// Turns what a file has declared into a rule set, and reports every name that leads nowhere.
struct RuleSetBuilder {
  let book: DeclarationBook
  let objects: HostObjects
  let clock: Clock
  let settings: [[String: LuaValue]]
  var rules: RuleSet

  /// So many sums of the most points still fit.
  private static let mostQuestions = 1000
  /// Of templates, follow-ups, thank-yous and guards each.
  private static let mostOthers = 500

  init(book: DeclarationBook, globals: RuleGlobals) {
    self.book = book
    rules = RuleSet(source: book.source)
    objects = globals.objects
    clock = globals.clock
    settings = globals.settings
  }

  mutating func build() -> RuleSet {
    book.closePending()
    for entry in book.entries where !book.isFull { reader(entry).checkKeys() }
    if book.isFull { return rules }
    let questions = unique("question")
    rules.questions = questions.prefix(Self.mostQuestions).map(question)
    if questions.count > Self.mostQuestions {
      book.report(
        questions[Self.mostQuestions], nil, "a rules file has at most \(Self.mostQuestions) questions",
        remedy: "split it into several files")
    }
    let buckets = unique("bucket", by: { "\($0.name)\u{0}\(setName($0))" })
    buildSets(buckets)
    rules.shortlists = unique("shortlist").map(shortlist)
    rules.templates = few("template").map(template)
    rules.templates += templateFiles(beside: rules.templates)
    buildLate()
    for entry in unique("setting", by: { "\($0.origin) \($0.name)" }) {
      let setting = SettingReader(fields: reader(entry), clock: clock, person: nil)
        .setting(value: settings[entry.origin][entry.name] ?? .none)
      if entry.origin == 0 { rules.settings.append(setting) }
      if entry.origin > 0 { rules.settingsOfPacks[entry.origin, default: []].append(setting) }
    }
    rules.examples = unique("example").map(example)
    return rules
  }

  /// What is asked once all contacts are decided.
  private mutating func buildLate() {
    var conditions = BucketConditionBuilder(book: book, objects: objects, clock: clock, decided: rules)
    rules.followUps = few("follow_up").compactMap { followUp($0, &conditions) }
    rules.thankYous = few("thank_you").compactMap { thankYou($0, &conditions) }
    rules.guards = few("guard").compactMap { guardRule($0, &conditions) }
    rules.lateTests = conditions.fieldTests
  }

  /// Checks what was declared before the file failed, as far as it stands alone.
  mutating func checkDeclared() {
    for entry in book.entries where !book.isFull { reader(entry).checkKeys() }
    if !book.isFull { _ = unique("question").map(question) }
  }

  func reader(_ entry: DeclarationBook.Entry) -> FieldReader {
    FieldReader(entry: entry, book: book, objects: objects)
  }

  private func few(_ word: String) -> ArraySlice<DeclarationBook.Entry> {
    let entries = unique(word)
    if entries.count > Self.mostOthers {
      book.report(
        entries[Self.mostOthers], nil, "rules have at most \(Self.mostOthers) of the word '\(word)'",
        remedy: "do they come of a loop?")
    }
    return entries.prefix(Self.mostOthers)
  }

  private func unique(_ word: String, by key: (DeclarationBook.Entry) -> String = { $0.name }) -> [DeclarationBook
    .Entry]
  {
    var first: [String: DeclarationBook.Entry] = [:]
    return book.entries.filter { entry in
      guard entry.word.name == word else { return false }
      if let known = first[key(entry)] {
        let place = book.source.spoken(known.line, from: entry.line)
        book.report(
          entry, nil, "\(word) \"\(entry.name)\" is declared twice, first on \(place)",
          remedy: known.origin < entry.origin
            ? "to change what a pack declares, write it below 'use'" : "give one of them another name")
        return false
      }
      if entry.name.isEmpty
        || entry.name.contains(where: { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
      {
        book.report(entry, nil, "a name of a \(word) must be plain text on one line")
      }
      first[key(entry)] = entry
      return true
    }
  }

  /// Members and groups come with a later version.
  func checkSubject(_ fields: FieldReader) {
    guard let subject = fields.option("of"), subject != "contact" else { return }
    book.report(
      fields.entry, "of", atValue: true,
      "this version of refer knows rules about contacts only, not about a \(subject)",
      remedy: "take 'of' out")
  }
}

extension RuleSet {
  /// Where the buckets of that name are, in every set, of those that are seen.
  func places(ofBucket name: String, where isSeen: (Bucket) -> Bool) -> [BucketPlace] {
    sets.enumerated().flatMap { set, buckets in
      buckets.buckets.enumerated().filter { $1.name == name && isSeen($1) }.map {
        BucketPlace(set: set, bucket: $0.offset)
      }
    }
  }
}
