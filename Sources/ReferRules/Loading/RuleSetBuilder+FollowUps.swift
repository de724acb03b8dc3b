import LuaHost
import ReferModel

extension RuleSetBuilder {
  func followUp(_ entry: DeclarationBook.Entry, _ conditions: inout BucketConditionBuilder) -> FollowUpRule? {
    let fields = reader(entry)
    let from = fields.option("from").flatMap(Occurrence.Kind.init)
    let when = conditions.when(fields)
    let kind = from ?? .met
    let steps = fields.value("every") == nil ? self.steps(fields, kind) : [repeated(fields, kind)].compactMap(\.self)
    let doneBy = fulfilment(fields, kind, steps.first)
    let untilOn = occurrences("until_on", fields)
    if let from, untilOn.contains(from) {
      book.report(
        fields.entry, "until_on", atValue: true,
        "'until_on' of \(fields.owner) names what starts it: it would end at once",
        remedy: "take '\(from.rawValue)' away")
    }
    if let from { checkFacts(of: from, "from", fields) }
    for end in untilOn { checkFacts(of: end, "until_on", fields) }
    checkDeeds(fields)
    guard let from, !steps.isEmpty else { return nil }
    let rule = FollowUpRule(
      name: entry.name, from: from, when: when, steps: steps, isRepeated: fields.value("every") != nil, doneBy: doneBy,
      untilOn: untilOn, origin: entry.origin, line: entry.line)
    warnOfPitch(rule, entry)
    return rule
  }

  // MARK: Steps

  private static let mostSteps = 100
  static let longestNote = 4096

  private func repeated(_ fields: FieldReader, _ kind: Occurrence.Kind) -> FollowUpRule.Step? {
    if fields.value("steps") != nil {
      book.report(
        fields.entry, "every", "\(fields.owner) has both 'steps' and 'every'", remedy: "keep one of them")
      return nil
    }
    guard let every = fields.length("every") else { return nil }
    return step(fields, kind, number: 1, after: every, notes: fields.names("note") ?? [], outer: fields)
  }

  private func steps(_ fields: FieldReader, _ kind: Occurrence.Kind) -> [FollowUpRule.Step] {
    for name in ["by", "limit", "note", "send"] where fields.value(name) != nil {
      book.report(
        fields.entry, name, "'\(name)' stands in the steps of \(fields.owner)", remedy: "move it into a step of 'steps'"
      )
    }
    guard let value = fields.value("steps") else {
      book.report(
        fields.entry, nil, "\(fields.owner) does not say what to do when",
        remedy: "give it steps = { { after = days(7), note = \"…\" } }, or every = days(90)")
      return []
    }
    guard case .table(let table) = value, table.pairs.isEmpty, !table.items.isEmpty else {
      fields.mismatch("steps", value)
      return []
    }
    guard table.items.count <= Self.mostSteps else {
      book.report(
        fields.entry, "steps", "\(fields.owner) has \(table.items.count) steps, and at most \(Self.mostSteps) can be",
        remedy: "what comes again and again is said by every = days(90)")
      return []
    }
    return table.items.enumerated().compactMap { place, item in
      let path = "steps[\(place + 1)]"
      guard case .table(let step) = item else {
        book.report(
          fields.entry, path, "a step of \(fields.owner) must be a table, here is \(objects.kindName(item))",
          remedy: "write { after = days(7), note = \"…\" }")
        return nil
      }
      let part = fields.part(step, Vocabulary.stepFields, at: path, named: "step \(place + 1)")
      part.checkKeys()
      guard let after = part.length("after", from: kind.isForeseen ? .any : .nothing) else {
        // What is wrong with the others is told at once.
        for name in ["by", "limit"] { _ = part.length(name, from: .any) }
        return nil
      }
      return self.step(
        part, kind, number: place + 1, after: after, notes: part.text("note").map { [$0] } ?? [], outer: fields)
    }
  }

  /// - Parameter outer: the fields of the declaration, which say whom all steps are with and for.
  private func step(
    _ fields: FieldReader, _ kind: Occurrence.Kind, number: Int, after: Length, notes: [String], outer: FieldReader
  ) -> FollowUpRule.Step {
    let send = template("send", fields)
    if notes.isEmpty, fields.value("send") == nil, fields.value("note") == nil {
      book.report(
        fields.entry, fields.path.isEmpty ? nil : fields.path, "\(fields.owner) does not say what to do",
        remedy: "give it a note or a template to send")
    }
    if notes.contains(where: { $0.utf8.count > Self.longestNote }) {
      book.report(
        fields.entry, fields.at("note"), atValue: true,
        "a note of \(fields.owner) has at most \(Self.longestNote) bytes",
        remedy: "what is longer is a template")
    }
    let by = fields.length("by", from: .any)
    let limit = fields.length("limit", from: .any)
    if let by, by.isShorter(than: after) { tooEarly("by", fields, kind) }
    if let limit, limit.isShorter(than: by ?? after) { tooEarly("limit", fields, kind) }
    var lists = [groups(outer)].compactMap(\.self)
    if !fields.path.isEmpty, let own = groups(fields) { lists.append(own) }
    let role = role(fields, kind) ?? role(outer, kind) ?? kind.roles[0]
    return FollowUpRule.Step(
      number: number, after: after, by: by, limit: limit, notes: notes, send: send, with: role, onlyIn: lists,
      line: fields.line)
  }

  private func tooEarly(_ name: String, _ fields: FieldReader, _ kind: Occurrence.Kind) {
    let order = fields.value("every") == nil ? "after, by, limit" : "every, by, limit"
    book.report(
      fields.entry, fields.at(name), atValue: true, "'\(name)' of \(fields.owner) comes before what it follows",
      remedy: "all are counted from the same start, and rise: \(order)")
  }

  // MARK: What a pack declares

  /// Reports the fields that tell of an occurrence, and that the pack does not declare.
  func checkFacts(of kind: Occurrence.Kind, _ path: String, _ fields: FieldReader) {
    check("'\(kind.rawValue)'", kind.facts, path, fields)
  }

  /// Kinds that are named are a condition on what happened.
  private func checkDeeds(_ fields: FieldReader) {
    guard fields.value("done_by") != nil else { return }
    check("'done_by'", ["interactions", "interaction.at", "interaction.kind"], "done_by", fields)
  }

  private func check(_ what: String, _ facts: [String], _ path: String, _ fields: FieldReader) {
    guard let lack = book.reads(of: fields.entry.site(at: path).origin)?.lack(facts) else { return }
    book.report(fields.entry, path, atValue: true, "\(what) \(lack.message)", remedy: lack.remedy)
  }

  // MARK: Names

  /// Whom it is with; nil where nothing is said.
  func role(_ fields: FieldReader, _ kind: Occurrence.Kind) -> Occurrence.Role? {
    guard let name = fields.text("with") else { return nil }
    let names = kind.roles.map(\.rawValue)
    if let role = Occurrence.Role(rawValue: name), kind.roles.contains(role) {
      if let fact = kind.fact(of: role) { check("'\(name)'", [fact], fields.at("with"), fields) }
      return role
    }
    let near = book.suggestion(for: name, among: names)
    book.report(
      fields.entry, fields.at("with"), atValue: true, "'\(kind.rawValue)' is not with a '\(name)'",
      remedy: near.map { "did you mean '\($0)'?" } ?? "it is with: \(names.joined(separator: ", "))")
    return nil
  }

  /// The place of a template.
  func template(_ name: String, _ fields: FieldReader) -> Int? {
    guard let wanted = fields.text(name) else { return nil }
    let origin = fields.site(of: name).origin
    let isSeen = { (template: Template) in book.sees(origin, template.origin) }
    if let place = rules.templates.firstIndex(where: { $0.name == wanted && isSeen($0) }) { return place }
    let near = book.suggestion(for: wanted, among: rules.templates.filter(isSeen).map(\.name))
    book.report(
      fields.entry, fields.at(name), atValue: true,
      "no template is named '\(wanted)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      remedy: near == nil ? "write template \"\(wanted)\" { text = \"…\" }" : nil)
    return nil
  }

  private func groups(_ fields: FieldReader) -> [FollowUpRule.Group]? {
    guard let names = fields.names("only_in") else { return nil }
    var groups: [FollowUpRule.Group] = []
    let origin = fields.site(of: "only_in").origin
    let isSeen = { (other: Int) in book.sees(origin, other) }
    for name in names {
      let places = rules.places(ofBucket: name) { isSeen($0.origin) }.map(FollowUpRule.Group.bucket)
      let shortlists = rules.shortlists.indices.filter {
        rules.shortlists[$0].name == name && isSeen(rules.shortlists[$0].origin)
      }
      groups += places + shortlists.map(FollowUpRule.Group.shortlist)
      guard places.isEmpty, shortlists.isEmpty else { continue }
      let known =
        rules.sets.flatMap(\.buckets).filter { isSeen($0.origin) }.map(\.name)
        + rules.shortlists.filter { isSeen($0.origin) }.map(\.name)
      let near = book.suggestion(for: name, among: known)
      book.report(
        fields.entry, fields.at("only_in"), atValue: true,
        "no bucket or shortlist is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
    return groups
  }

  private func occurrences(_ name: String, _ fields: FieldReader) -> [Occurrence.Kind] {
    let known = Occurrence.Kind.allCases.map(\.rawValue)
    return (fields.names(name) ?? []).compactMap { wanted in
      if let kind = Occurrence.Kind(rawValue: wanted) { return kind }
      let near = book.suggestion(for: wanted, among: known)
      book.report(
        fields.entry, name, atValue: true, "no occurrence is named '\(wanted)'",
        remedy: near.map { "did you mean '\($0)'?" } ?? "they are: \(known.joined(separator: ", "))")
      return nil
    }
  }

  private func fulfilment(_ fields: FieldReader, _ kind: Occurrence.Kind, _ step: FollowUpRule.Step?)
    -> FollowUpRule.Fulfilment
  {
    guard let names = fields.names("done_by") else {
      // Of a referral, news to whoever gave it counts, not a talk about something else.
      let isOfReferral = kind.isOfReferral && [.giver, .otherSide].contains(step?.with ?? kind.roles[0])
      return isOfReferral ? .news : .contact
    }
    let known = InteractionKind.allCases.map(\.name)
    for name in names where !known.contains(name) {
      let near = book.suggestion(for: name, among: known)
      book.report(
        fields.entry, "done_by", atValue: true, "no kind of interaction is named '\(name)'",
        remedy: near.map { "did you mean '\($0)'?" } ?? "they are: \(known.joined(separator: ", "))")
    }
    return .kinds(names, words: Talk.kinds(names))
  }

  /// The first note after a meeting says who you are, and sells nothing.
  private func warnOfPitch(_ rule: FollowUpRule, _ entry: DeclarationBook.Entry) {
    guard rule.from == .met, let first = rule.steps.min(by: { $0.after.isShorter(than: $1.after) }),
      let place = first.send, rules.templates[place].isPitch
    else { return }
    let path = rule.isRepeated ? "send" : "steps[\(first.number)].send"
    book.report(
      entry, path, atValue: true, severity: .warning,
      "the first note of follow_up '\(rule.name)' pitches: '\(rules.templates[place].name)' sells",
      remedy: "say who you are and where you met; sell once they show interest")
  }
}

extension Length {
  /// By the average month where months are compared with days.
  func isShorter(than other: Length) -> Bool {
    func about(_ length: Length) -> Double { length.seconds + Double(length.months) * 2_629_746 }
    return about(self) < about(other)
  }
}
