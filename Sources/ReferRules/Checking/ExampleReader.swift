import LuaHost
package import ReferModel

/// Checks the names and values of an example when the file is loaded.
struct ExampleReader {
  let rules: RuleSet
  let book: DeclarationBook
  let objects: HostObjects

  /// What `expect` may hold.
  static let expectations = [
    "bucket", "buckets", "answers", "score", "settled", "possible", "follow_ups", "thank_yous", "guards",
  ]

  func check(_ example: Example, _ entry: DeclarationBook.Entry) {
    if let arena = RowArena() {
      let clock = Clock(now: Example.standardNow, zone: .utc)
      do {
        _ = try GivenRow(arena: arena, clock: clock, objects: objects).contact(example.given, answers: LuaTable())
      } catch { book.report(entry, error.path, error.message, remedy: error.remedy) }
    }
    checkAnswers(example.answers, "answers", entry, byUser: true)
    if example.expect.pairs.isEmpty, entry.table["expect"] != nil {
      book.report(
        entry, "expect", "example '\(example.name)' expects nothing", remedy: "write expect = { bucket = \"A\" }")
    }
    if !example.expect.items.isEmpty, !example.expect.pairs.isEmpty {
      book.report(entry, "expect", "a value in 'expect' has no name", remedy: "write bucket = \"A\"")
    }
    for pair in example.expect.pairs {
      guard case .text(let key) = pair.key else { continue }
      switch key {
      case "bucket": checkBucket(pair.value, set: rules.sets.first, "expect.bucket", entry)
      case "buckets": checkBuckets(pair.value, entry)
      case "answers":
        if case .table(let table) = pair.value {
          checkAnswers(table, "expect.answers", entry, byUser: false)
        } else {
          mismatch(key, "a table", entry)
        }
      case "score": if pair.value.double.flatMap({ Points($0) }) == nil { mismatch(key, "a number of points", entry) }
      case "settled": if case .yesno = pair.value {} else { mismatch(key, "yes or no", entry) }
      case "possible":
        guard case .table(let table) = pair.value, table.pairs.isEmpty else {
          mismatch(key, "a list of buckets", entry)
          continue
        }
        for item in table.items { checkBucket(item, set: rules.sets.first, "expect.possible", entry) }
      case "follow_ups": checkDuties(pair.value, "follow_up", rules.followUps.map(\.name), key, entry)
      case "thank_yous": checkDuties(pair.value, "thank_you", rules.thankYous.map(\.name), key, entry)
      case "guards": checkNames(pair.value, "guard", rules.guards.map(\.name), key, entry)
      default:
        let near = Nearest.suggestion(for: key, among: Self.expectations)
        book.report(
          entry, "expect.\(key)", "an example can't expect '\(key)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
          remedy: near == nil ? "it can expect: \(Self.expectations.joined(separator: ", "))" : nil)
      }
    }
  }

  private func mismatch(_ key: String, _ expectation: String, _ entry: DeclarationBook.Entry) {
    book.report(entry, "expect.\(key)", atValue: true, "'\(key)' of an example's expect must be \(expectation)")
  }

  /// A list of names of what a word declares.
  private func checkNames(
    _ value: LuaValue, _ word: String, _ known: [String], _ key: String, _ entry: DeclarationBook.Entry
  ) {
    guard case .table(let table) = value, table.pairs.isEmpty else {
      return mismatch(key, "a list of names", entry)
    }
    for (place, item) in table.items.enumerated() {
      guard case .text(let name) = item else {
        mismatch(key, "a list of names", entry)
        continue
      }
      if known.contains(name) { continue }
      let near = Nearest.suggestion(for: name, among: known)
      book.report(
        entry, "expect.\(key)[\(place + 1)]",
        "no \(word) is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
  }

  /// Names of duties, alone or with the state that they are in.
  private func checkDuties(
    _ value: LuaValue, _ word: String, _ known: [String], _ key: String, _ entry: DeclarationBook.Entry
  ) {
    guard case .table(let table) = value else {
      return mismatch(key, "a list of names, such as { \"after we met\" }", entry)
    }
    checkNames(.table(LuaTable(items: table.items)), word, known, key, entry)
    for pair in table.pairs {
      guard case .text(let name) = pair.key else { continue }
      checkNames(.table(LuaTable(items: [pair.key])), word, known, key, entry)
      if case .text(let state) = pair.value, DutyState(rawValue: state) != nil { continue }
      let states = DutyState.allCases.map(\.rawValue)
      var near: String?
      if case .text(let text) = pair.value { near = Nearest.suggestion(for: text, among: states) }
      book.report(
        entry, "expect.\(key).\(name)", atValue: true, "'\(name)' is expected in a state that there is not",
        remedy: near.map { "did you mean \"\($0)\"?" } ?? "the states are: \(states.joined(separator: ", "))")
    }
  }

  private func checkBuckets(_ value: LuaValue, _ entry: DeclarationBook.Entry) {
    guard case .table(let table) = value, table.items.isEmpty else {
      return mismatch("buckets", "a table of sets, such as { main = \"A\" }", entry)
    }
    for pair in table.pairs {
      guard case .text(let name) = pair.key else { continue }
      guard let set = rules.sets.first(where: { $0.name == name }) else {
        let near = Nearest.suggestion(for: name, among: rules.sets.map(\.name))
        book.report(
          entry, "expect.buckets.\(name)",
          "no set of buckets is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        continue
      }
      checkBucket(pair.value, set: set, "expect.buckets.\(name)", entry)
    }
  }

  private func checkBucket(_ value: LuaValue, set: BucketSet?, _ path: String, _ entry: DeclarationBook.Entry) {
    guard case .text(let name) = value else {
      book.report(
        entry, path, atValue: true, "'\(path)' must be a bucket's name, here it is \(objects.kindName(value))")
      return
    }
    let names = set?.buckets.map(\.name) ?? []
    if names.contains(name) { return }
    let near = Nearest.suggestion(for: name, among: names)
    book.report(
      entry, path, atValue: true, "no bucket is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private func checkAnswers(_ table: LuaTable, _ path: String, _ entry: DeclarationBook.Entry, byUser: Bool) {
    for pair in table.pairs {
      guard case .text(let name) = pair.key else { continue }
      guard let question = rules.questions.first(where: { $0.name == name }) else {
        let near = Nearest.suggestion(for: name, among: rules.questions.map(\.name))
        book.report(
          entry, "\(path).\(name)", "no question is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        continue
      }
      let literal = objects.literal(pair.value)
      let value = literal.flatMap(byUser ? question.usersValue : question.value)
      guard literal == .unknown || value != nil else {
        book.report(
          entry, "\(path).\(name)", atValue: true,
          "'\(name)' is answered with \(byUser ? question.usersExpectation : question.expectation)")
        continue
      }
    }
    if !table.items.isEmpty {
      book.report(entry, path, "a value in '\(path)' has no name", remedy: "write name = value")
    }
  }
}

extension Example {
  /// When an example runs that names no time.
  package static let standardNow = Instant(seconds: 1_768_478_400)  // 2026-01-15T12:00:00Z
}
