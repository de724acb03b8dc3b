import LuaHost
import ReferModel

/// Resolves what a bucket asks for: questions by name, the score, fields, and buckets of earlier sets.
///
/// What is asked once all is decided (a guard, a follow-up) resolves here too, with buckets of every set.
struct BucketConditionBuilder {
  let book: DeclarationBook
  let objects: HostObjects
  let clock: Clock
  let rules: RuleSet
  /// The set whose buckets are built; nil once all is decided.
  let set: String?
  /// All buckets, set by set.
  private let declared: [Declared]
  private(set) var fieldTests: [StatedTest]
  /// Where each of them stands.
  private var places: [StatedTest.Key: Int] = [:]

  /// A bucket that is declared somewhere, and by whom.
  struct Declared {
    let set: String
    let name: String
    let origin: Int
  }

  init(
    book: DeclarationBook, objects: HostObjects, clock: Clock, rules: RuleSet, set: String, declared: [Declared]
  ) {
    self.book = book
    self.objects = objects
    self.clock = clock
    self.rules = rules
    self.set = set
    self.declared = declared
    fieldTests = rules.fieldTests
    keepPlaces()
  }

  /// For what is asked once all is decided.
  init(book: DeclarationBook, objects: HostObjects, clock: Clock, decided rules: RuleSet) {
    self.book = book
    self.objects = objects
    self.clock = clock
    self.rules = rules
    set = nil
    declared = rules.sets.flatMap { set in
      set.buckets.map { Declared(set: set.name, name: $0.name, origin: $0.origin) }
    }
    fieldTests = rules.lateTests
    keepPlaces()
  }

  private mutating func keepPlaces() {
    for (place, test) in fieldTests.enumerated() { places[test.key] = place }
  }

  // MARK: needs

  func needs(_ fields: FieldReader) -> [Need] {
    guard let value = fields.value("needs") else { return [] }
    if case .text(let name) = value { return [need(name, fields, path: "needs")].compactMap { $0 } }
    guard case .table(let table) = value else {
      fields.mismatch("needs", value)
      return []
    }
    var needs: [Need] = []
    for (place, item) in table.items.enumerated() {
      if case .text(let name) = item {
        if let need = need(name, fields, path: "needs[\(place + 1)]") { needs.append(need) }
      } else {
        book.report(
          fields.entry, "needs[\(place + 1)]",
          "'needs' of \(fields.owner) takes names of questions, here is \(objects.kindName(item))",
          remedy: "a number takes a point, not a comma; a test stands behind a name: good_at_it = at_least(3)")
      }
    }
    for pair in table.pairs {
      guard case .text(let name) = pair.key else {
        fields.mismatch("needs", value)
        continue
      }
      guard let place = question(name, fields, path: "needs.\(name)") else { continue }
      if let test = answerTest(rules.questions[place], pair.value) {
        needs.append(Need(question: place, test: test))
      } else {
        reportAnswer(rules.questions[place], pair.value, fields, path: "needs.\(name)")
      }
    }
    for (place, need) in needs.enumerated() where needs[..<place].contains(where: { $0.question == need.question }) {
      let name = rules.questions[need.question].name
      book.report(
        fields.entry, "needs", atValue: true, "'\(name)' stands twice in 'needs' of \(fields.owner)",
        remedy: "keep one of the two")
    }
    return needs.sorted { $0.question < $1.question }
  }

  private func need(_ name: String, _ fields: FieldReader, path: String) -> Need? {
    guard let place = question(name, fields, path: path) else { return nil }
    guard rules.questions[place].form == .yesno else {
      book.report(
        fields.entry, path, "'\(name)' is answered with \(rules.questions[place].expectation), not with yes or no",
        remedy: "write \(name) = at_least(3) in needs")
      return nil
    }
    return Need(question: place, test: .oneOf([1], negated: false))
  }

  private func question(_ name: String, _ fields: FieldReader, path: String) -> Int? {
    let origin = fields.site(of: path).origin
    if let place = place(ofQuestion: name, for: origin) { return place }
    let near = book.suggestion(for: name, among: questions(for: origin))
    book.report(fields.entry, path, "no question is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    return nil
  }

  /// The question of that name, of those that an origin knows.
  private func place(ofQuestion name: String, for origin: Int) -> Int? {
    rules.questions.firstIndex { $0.name == name && book.sees(origin, $0.origin) }
  }

  private func questions(for origin: Int) -> [String] {
    rules.questions.filter { book.sees(origin, $0.origin) }.map(\.name)
  }

  private func reportAnswer(_ question: Question, _ value: LuaValue, _ fields: FieldReader, path: String) {
    let shown = objects.literal(value)?.description ?? objects.kindName(value)
    book.report(
      fields.entry, path, atValue: true,
      "'\(question.name)' is answered with \(question.expectation): it can't be \(shown)")
  }

  private func answerTest(_ question: Question, _ value: LuaValue) -> AnswerTest? {
    if case .bare(let test, _)? = objects.condition(value) { return answerTest(question, test) }
    if case .table(let table) = value, table.pairs.isEmpty {
      let values = table.items.compactMap { objects.literal($0).flatMap(question.value(of:)) }
      return values.count == table.items.count && !values.isEmpty ? .oneOf(values, negated: false) : nil
    }
    guard let literal = objects.literal(value) else { return nil }
    return answerTest(question, .isOne(of: [literal]))
  }

  private func answerTest(_ question: Question, _ test: Condition.Test) -> AnswerTest? {
    let isChoice = if case .choices = question.form { true } else { false }
    switch test {
    case .isOne(let literals), .isNone(let literals):
      let negated = if case .isNone = test { true } else { false }
      if literals == [.unknown] { return negated ? .isKnown : .isUnknown }
      let values = literals.compactMap(question.value(of:))
      return values.count == literals.count ? .oneOf(values, negated: negated) : nil
    case .has: return .isKnown
    case .atLeast(let limit):
      if question.form == .yesno { return nil }
      return isChoice ? Points(limit).map(AnswerTest.pointsAtLeast) : .atLeast(limit)
    case .atMost(let limit):
      if question.form == .yesno { return nil }
      return isChoice ? Points(limit).map(AnswerTest.pointsAtMost) : .atMost(limit)
    case .contains, .within: return nil
    }
  }

  // MARK: score

  func score(_ fields: FieldReader) -> ScoreTest? {
    guard let value = fields.value("score") else { return nil }
    if let function = fields.function("score") { return .function(function) }
    if let condition = objects.condition(value) {
      guard fields.fitsWithAll(value, "score") else { return nil }
      if let test = scoreTest(condition) { return test }
    }
    if value.double != nil {
      book.report(
        fields.entry, "score", atValue: true, "'score' of \(fields.owner) needs a test, not a number",
        remedy: "write score = at_least(\(value.double.map(NumberText.string) ?? "3"))")
      return nil
    }
    fields.mismatch("score", value)
    return nil
  }

  private func scoreTest(_ condition: Condition) -> ScoreTest? {
    switch condition {
    case .bare(.atLeast(let limit), _): return Points(limit).map(ScoreTest.atLeast)
    case .bare(.atMost(let limit), _): return Points(limit).map(ScoreTest.atMost)
    case .any(let parts): return joined(parts).map(ScoreTest.any)
    case .all(let parts): return joined(parts).map(ScoreTest.all)
    case .none(let parts): return joined(parts).map(ScoreTest.none)
    default: return nil
    }
  }

  private func joined(_ parts: [Condition]) -> [ScoreTest]? {
    let tests = parts.compactMap(scoreTest)
    return tests.count == parts.count ? tests : nil
  }

  // MARK: when

  /// - Parameter name: the field that holds it.
  mutating func when(_ fields: FieldReader, _ name: String = "when") -> When? {
    guard let value = fields.value(name) else { return nil }
    if let function = fields.function(name) { return .function(function) }
    guard let condition = objects.condition(value) else {
      fields.mismatch(name, value)
      return nil
    }
    guard fields.fitsWithAll(value, name) else { return nil }
    return self.condition(condition).map(When.condition)
  }

  private mutating func condition(_ condition: Condition) -> BucketCondition? {
    switch condition {
    case .field(let field, let test, let site): return self.field(field, test, at: site)
    case .bare(let test, let site):
      book.report(
        line: site.line, "\(test.name) needs a field or a question here", remedy: "write \(test.name)(\"trust\", 3)")
      return nil
    case .inBucket(let name, let set, let site): return bucket(name, set, at: site)
    case .any(let parts): return join(parts, BucketCondition.any)
    case .all(let parts): return join(parts, BucketCondition.all)
    case .none(let parts): return join(parts, BucketCondition.none)
    }
  }

  private mutating func join(_ parts: [Condition], _ make: ([BucketCondition]) -> BucketCondition) -> BucketCondition? {
    var joined: [BucketCondition] = []
    for part in parts { if let built = condition(part) { joined.append(built) } }
    return joined.count == parts.count ? make(joined) : nil
  }

  /// A question of that name comes before a field of that name.
  private mutating func field(_ name: String, _ test: Condition.Test, at site: Site) -> BucketCondition? {
    if let place = place(ofQuestion: name, for: site.origin) {
      if let answer = answerTest(rules.questions[place], test) { return .question(place, answer) }
      book.report(
        line: site.line, text: name,
        "'\(name)' is answered with \(rules.questions[place].expectation): \(test.name) does not fit")
      return nil
    }
    let compiler = ConditionCompiler(book: book, schema: .contact, clock: clock)
    do {
      let path = try FieldPath(name, in: .contact, reads: book.reads(of: site.origin))
      // One and the same test has one answer, also where it is not known.
      let one = StatedTest(path: path, test: test, site: site)
      // Where only some fields may be read, that another read them says nothing.
      if let known = places[one.key], book.reads(of: site.origin) == nil { return .field(known) }
      guard compiler.fieldTest(path, test, at: site) != nil else { return nil }
      if let known = places[one.key] { return .field(known) }
      places[one.key] = fieldTests.count
      fieldTests.append(one)
      return .field(fieldTests.count - 1)
    } catch {
      compiler.report(error, name, at: site, questions: questions(for: site.origin))
      return nil
    }
  }

  private func bucket(_ name: String, _ setName: String?, at site: Site) -> BucketCondition? {
    let line = site.line
    let seen = declared.filter { book.sees(site.origin, $0.origin) }
    let sets = seen.map(\.set)
    if let setName, !sets.contains(setName) {
      let near = book.suggestion(for: setName, among: sets)
      book.report(
        line: line, text: setName,
        "no set of buckets is named '\(setName)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
      return nil
    }
    let isSeen = { (bucket: Bucket) in book.sees(site.origin, bucket.origin) }
    let found = rules.places(ofBucket: name, where: isSeen).filter {
      setName == nil || rules.sets[$0.set].name == setName
    }
    if setName == set && set != nil
      || setName == nil && found.isEmpty && seen.contains(where: { $0.set == set && $0.name == name })
    {
      book.report(line: line, text: name, "a bucket can't ask for a bucket of its own set", remedy: "name another set")
      return nil
    }
    if found.count == 1 { return .bucket(set: found[0].set, bucket: found[0].bucket) }
    if found.count > 1 {
      book.report(
        line: line, text: name, "more than one set has a bucket '\(name)'",
        remedy: "name the set too: in_bucket(\"\(name)\", \"\(rules.sets[found[0].set].name)\")")
      return nil
    }
    let near = book.suggestion(for: name, among: rules.sets.flatMap(\.buckets).filter(isSeen).map(\.name))
    book.report(
      line: line, text: name,
      "no bucket\(set == nil ? "" : " of a set that stands before this one") is named '\(name)'"
        + (near.map { "; did you mean '\($0)'?" } ?? ""))
    return nil
  }
}
