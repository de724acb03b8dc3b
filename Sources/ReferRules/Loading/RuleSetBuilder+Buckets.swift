import LuaHost

extension RuleSetBuilder {
  func setName(_ entry: DeclarationBook.Entry) -> String {
    if case .text(let name)? = entry.table["set"] { return name }
    return BucketSet.mainName
  }

  mutating func buildSets(_ entries: [DeclarationBook.Entry]) {
    var order: [String] = []
    var sets: [String: [DeclarationBook.Entry]] = [:]
    for entry in entries {
      let name = setName(entry)
      if sets[name] == nil { order.append(name) }
      sets[name, default: []].append(entry)
    }
    let declared = order.flatMap { set in
      (sets[set] ?? []).map { BucketConditionBuilder.Declared(set: set, name: $0.name, origin: $0.origin) }
    }
    for name in order where !book.isFull {
      let members = sets[name] ?? []
      var conditions = BucketConditionBuilder(
        book: book, objects: objects, clock: clock, rules: rules, set: name, declared: declared)
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
    case let value?:
      if case .person(let person, _)? = objects.object(value) {
        handTo = person.name
      } else {
        fields.mismatch("hand_to", value)
      }
    }
    return Bucket(
      name: entry.name, title: fields.text("title"), needs: conditions.needs(fields), score: conditions.score(fields),
      when: conditions.when(fields), isOtherwise: otherwise, isUnanswered: unanswered, handTo: handTo,
      origin: entry.origin, line: entry.line)
  }

  private func mark(_ name: String, _ fields: FieldReader) -> Bool {
    guard let value = fields.value(name) else { return false }
    if case .yesno(true) = value { return true }
    book.report(
      fields.entry, name, atValue: true, "'\(name)' of \(fields.owner) can only be true", remedy: "take it out instead")
    return false
  }
}
