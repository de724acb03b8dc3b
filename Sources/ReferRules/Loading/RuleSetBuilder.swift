import LuaHost
import ReferModel

/// Turns what a file has declared into a rule set, and reports every name that leads nowhere.
struct RuleSetBuilder {
  let book: DeclarationBook
  let objects: HostObjects
  let clock: Clock
  let settings: [String: LuaValue]
  private(set) var rules = RuleSet()

  /// So many sums of the most points still fit.
  private static let mostQuestions = 1000

  init(book: DeclarationBook, globals: RuleGlobals) {
    self.book = book
    objects = globals.objects
    clock = globals.clock
    settings = globals.settings
  }

  mutating func build() -> RuleSet {
    book.closePending()
    for entry in book.entries { reader(entry).checkKeys() }
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
    rules.settings = unique("setting").map { entry in
      SettingReader(fields: reader(entry), clock: clock).setting(value: settings[entry.name] ?? .none)
    }
    rules.examples = unique("example").map(example)
    return rules
  }

  /// Checks what was declared before the file failed, as far as it stands alone.
  mutating func checkDeclared() {
    for entry in book.entries { reader(entry).checkKeys() }
    _ = unique("question").map(question)
  }

  func reader(_ entry: DeclarationBook.Entry) -> FieldReader {
    FieldReader(entry: entry, book: book, objects: objects)
  }

  private func unique(_ word: String, by key: (DeclarationBook.Entry) -> String = { $0.name }) -> [DeclarationBook
    .Entry]
  {
    var first: [String: Int] = [:]
    return book.entries.filter { entry in
      guard entry.word.name == word else { return false }
      if let line = first[key(entry)] {
        book.report(
          entry, nil, "\(word) \"\(entry.name)\" is declared twice, first on line \(line)",
          remedy: "give one of them another name")
        return false
      }
      if entry.name.isEmpty
        || entry.name.contains(where: { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
      {
        book.report(entry, nil, "a name of a \(word) must be plain text on one line")
      }
      first[key(entry)] = entry.line
      return true
    }
  }

  // MARK: Questions

  private func question(_ entry: DeclarationBook.Entry) -> Question {
    let fields = reader(entry)
    checkSubject(fields)
    let form = form(fields)
    let source = source(fields)
    if case .user = source, fields.value("over") != nil {
      book.report(entry, "over", "'over' goes with 'measure' only")
    }
    return Question(
      name: entry.name, ask: fields.text("ask") ?? entry.name, help: fields.text("help"), form: form, source: source,
      weight: fields.points("weight") ?? Points(nanos: 1_000_000_000), isRequired: fields.yesno("required") ?? false,
      askAgain: fields.length("ask_again"), line: entry.line)
  }

  private func form(_ fields: FieldReader) -> Question.Form {
    let given = ["scale", "choices", "measure"].filter { fields.value($0) != nil }
    if given.count > 1 {
      book.report(
        fields.entry, given[1], "\(fields.owner) has both '\(given[0])' and '\(given[1])'", remedy: "keep one of them")
    }
    if fields.value("points") != nil, fields.value("measure") == nil {
      book.report(fields.entry, "points", "'points' goes with 'measure' only", remedy: "yes/no takes weight = 3")
    }
    if let scale = fields.pair("scale") {
      guard scale.high - scale.low <= Question.longestScale else {
        book.report(
          fields.entry, "scale", atValue: true,
          "'scale' of \(fields.owner) has more than \(NumberText.string(Question.longestScale)) steps",
          remedy: "take fewer steps, such as { 0, 100 }")
        return .yesno
      }
      return .scale(low: scale.low, high: scale.high)
    }
    if let rows = fields.rows("choices") {
      var choices: [Question.Choice] = []
      for row in rows {
        guard case .text(let label) = row.first else {
          fields.mismatch("choices", fields.value("choices") ?? .none)
          break
        }
        if choices.contains(where: { FoldedText($0.label) == FoldedText(label) }) {
          book.report(fields.entry, "choices", atValue: true, "the choice \"\(label)\" stands twice")
        }
        choices.append(Question.Choice(label: label, points: row.points))
      }
      return .choices(choices)
    }
    guard fields.value("measure") != nil else { return .yesno }
    guard let rows = fields.rows("points") else {
      if fields.value("points") == nil {
        book.report(
          fields.entry, "measure", "'measure' needs 'points': from which count on, how many",
          remedy: "write points = { { 0, 0 }, { 3, 5 } }")
      }
      return .measure([])
    }
    let steps = rows.compactMap { row in row.first.double.map { Question.Step(from: $0, points: row.points) } }
    if steps.count < rows.count || zip(steps, steps.dropFirst()).contains(where: { $0.from >= $1.from }) {
      book.report(
        fields.entry, "points", atValue: true, "'points' must begin with rising numbers, such as { { 0, 0 }, { 3, 5 } }"
      )
    }
    return .measure(steps)
  }

  private func source(_ fields: FieldReader) -> Question.Source {
    if let measure = fields.text("measure") {
      let compiler = ConditionCompiler(book: book, schema: .contact, clock: clock)
      guard let path = compiler.path(measure, line: fields.entry.line) else { return .user }
      switch path.kind {
      case .number, .texts, .records: break
      default:
        book.report(
          fields.entry, "measure", atValue: true,
          "'\(measure)' is \(FieldTest.name(path.kind)): a measure is a number or a list to count")
      }
      if fields.value("answer") != nil {
        book.report(fields.entry, "answer", "a measure answers itself: take 'answer' out")
      }
      if fields.value("over") != nil, !Self.hasTimes(path.kind) {
        book.report(fields.entry, "over", "'over' counts by time, and '\(measure)' is no list of things with a time")
      }
      return .measure(field: measure, over: fields.length("over"))
    }
    guard let answer = fields.value("answer") else { return .user }
    if case .function(let function) = answer { return .function(function) }
    guard let condition = objects.condition(answer) else {
      fields.mismatch("answer", answer)
      return .user
    }
    if fields.value("scale") != nil || fields.value("choices") != nil {
      book.report(
        fields.entry, "answer", atValue: true, "a condition answers yes or no, and \(fields.owner) asks for more",
        remedy: "use a function, or take scale or choices out")
    }
    // Compiled again for each clock; here it is only checked.
    _ = ConditionCompiler(book: book, schema: .contact, clock: clock).row(condition)
    return .condition(condition)
  }

  private static func hasTimes(_ kind: Schema.Kind) -> Bool {
    if case .records(let kind) = kind { return Schema.of(kind).index["at"] != nil }
    return false
  }

  /// Members and groups come with a later version.
  private func checkSubject(_ fields: FieldReader) {
    guard let subject = fields.option("of"), subject != "contact" else { return }
    book.report(
      fields.entry, "of", atValue: true,
      "this version of refer knows rules about contacts only, not about a \(subject)",
      remedy: "take 'of' out")
  }

  // MARK: Buckets

  private func setName(_ entry: DeclarationBook.Entry) -> String {
    if case .text(let name)? = entry.table["set"] { return name }
    return BucketSet.mainName
  }

  private mutating func buildSets(_ entries: [DeclarationBook.Entry]) {
    var order: [String] = []
    for entry in entries where !order.contains(setName(entry)) { order.append(setName(entry)) }
    for name in order {
      let members = entries.filter { setName($0) == name }
      var conditions = BucketConditionBuilder(
        book: book, objects: objects, clock: clock, rules: rules, set: name, members: members.map(\.name), order: order)
      var buckets: [Bucket] = []
      for entry in members {
        buckets.append(bucket(entry, &conditions))
      }
      rules.fieldTests = conditions.fieldTests
      if let place = buckets.firstIndex(where: \.isOtherwise), place < buckets.count - 1 {
        book.report(
          members[place], "otherwise",
          "bucket '\(buckets[place].name)' takes everyone, so '\(buckets[place + 1].name)' never gets anyone",
          remedy: "put the bucket with otherwise = true last")
      }
      rules.sets.append(BucketSet(name: name, buckets: buckets))
    }
  }

  private func bucket(_ entry: DeclarationBook.Entry, _ conditions: inout BucketConditionBuilder) -> Bucket {
    let fields = reader(entry)
    _ = fields.text("set")
    checkSubject(fields)
    let tests = ["needs", "score", "when"].filter { fields.value($0) != nil }
    let otherwise = mark("otherwise", fields)
    let unanswered = mark("unanswered", fields)
    if !tests.isEmpty, otherwise || unanswered {
      let name = otherwise ? "otherwise" : "unanswered"
      book.report(
        entry, name, "\(fields.owner) has both '\(name)' and '\(tests[0])'",
        remedy: otherwise ? "otherwise takes everyone who is left, without a test" : "keep one of them")
    }
    if tests.isEmpty, fields.value("otherwise") == nil, fields.value("unanswered") == nil {
      book.report(
        entry, nil, "\(fields.owner) does not say whom it takes",
        remedy: "give it needs, score or when, or otherwise = true")
    }
    var handTo: String?
    switch fields.value("hand_to") {
    case nil, .some(.none): break
    case .text(let name)?: handTo = name
    case let value?: fields.mismatch("hand_to", value)
    }
    return Bucket(
      name: entry.name, title: fields.text("title"), needs: conditions.needs(fields), score: conditions.score(fields),
      when: conditions.when(fields), isOtherwise: otherwise, isUnanswered: unanswered, handTo: handTo, line: entry.line)
  }

  private func mark(_ name: String, _ fields: FieldReader) -> Bool {
    guard let value = fields.value(name) else { return false }
    if case .yesno(true) = value { return true }
    book.report(
      fields.entry, name, atValue: true, "'\(name)' of \(fields.owner) can only be true", remedy: "take it out instead")
    return false
  }

  // MARK: Shortlists and examples

  private func shortlist(_ entry: DeclarationBook.Entry) -> Shortlist {
    let fields = reader(entry)
    var places: [BucketPlace] = []
    for name in fields.names("only_in") ?? [] {
      let found = rules.places(ofBucket: name)
      if found.isEmpty { reportBucket(entry, "only_in", name) }
      places += found
    }
    return Shortlist(
      name: entry.name, onlyIn: places, by: ranking(fields), atMost: fields.whole("at_most", from: 1) ?? 1,
      warnUnder: fields.whole("warn_under", from: 1), line: entry.line)
  }

  private func reportBucket(_ entry: DeclarationBook.Entry, _ path: String, _ name: String) {
    let names = rules.sets.flatMap(\.buckets).map(\.name)
    let near = Nearest.suggestion(for: name, among: names)
    book.report(
      entry, path, atValue: true, "no bucket is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private func ranking(_ fields: FieldReader) -> Shortlist.Ranking {
    switch fields.value("by") {
    case .text("score")?: return .score
    case .text(let name)?:
      let compiler = ConditionCompiler(book: book, schema: .contact, clock: clock)
      do {
        let path = try FieldPath(name, in: .contact)
        switch path.kind {
        case .number, .time, .yesno, .texts, .records: return .field(path)
        case .text where path.key != nil: return .field(path)
        default:
          book.report(
            fields.entry, "by", atValue: true,
            "'\(name)' is \(FieldTest.name(path.kind)): a shortlist is ranked by a number, a time or a count")
        }
      } catch { compiler.report(error, name, line: fields.entry.line, questions: ["score"]) }
    case .function(let function)?: return .function(function)
    case let value?: fields.mismatch("by", value)
    case nil: break
    }
    return .score
  }

  private func example(_ entry: DeclarationBook.Entry) -> Example {
    let fields = reader(entry)
    func table(_ name: String) -> LuaTable {
      switch fields.value(name) {
      case nil: return LuaTable()
      case .table(let table)?: return table
      case let value?:
        fields.mismatch(name, value)
        return LuaTable()
      }
    }
    let now = fields.text("now")
    if let now, (try? DateText.parse(now, now: clock.now, zone: clock.zone)) == nil {
      book.report(entry, "now", atValue: true, "'now' of \(fields.owner) is no date", remedy: "write \"2026-05-23\"")
    }
    let example = Example(
      name: entry.name, given: table("given"), answers: table("answers"), now: now, expect: table("expect"),
      line: entry.line)
    ExampleReader(rules: rules, book: book, objects: objects).check(example, entry)
    return example
  }
}

extension RuleSet {
  /// Where the buckets of that name are, in every set.
  package func places(ofBucket name: String) -> [BucketPlace] {
    sets.enumerated().flatMap { set, buckets in
      buckets.buckets.enumerated().filter { $1.name == name }.map { BucketPlace(set: set, bucket: $0.offset) }
    }
  }
}
