import ReferModel

/// Resolves conditions against the fields of a schema, and reports names and kinds that do not fit.
struct ConditionCompiler {
  let book: DeclarationBook
  let schema: Schema
  let clock: Clock

  /// A condition on a record alone; nil when something in it was reported.
  func row(_ condition: Condition) -> RowCondition? {
    switch condition {
    case .field(let field, let test, let line):
      guard let path = path(field, line: line) else { return nil }
      return fieldTest(path, test, line: line).map(RowCondition.test)
    case .bare(let test, let line):
      book.report(
        line: line, "\(test.name) needs a field here", remedy: "write \(test.name)(\"trust\", 3)")
      return nil
    case .inBucket(_, _, let line):
      book.report(
        line: line, "a question can't ask for a bucket: buckets are decided after all questions",
        remedy: "use in_bucket in a bucket's when")
      return nil
    case .any(let parts): return join(parts, RowCondition.any)
    case .all(let parts): return join(parts, RowCondition.all)
    case .none(let parts): return join(parts, RowCondition.none)
    }
  }

  private func join(_ parts: [Condition], _ make: ([RowCondition]) -> RowCondition) -> RowCondition? {
    let compiled = parts.map(row)
    let whole = compiled.compactMap { $0 }
    return whole.count == parts.count ? make(whole) : nil
  }

  func path(_ field: String, line: Int) -> FieldPath? {
    do {
      return try FieldPath(field, in: schema, reads: book.reads(onLine: line))
    } catch {
      report(error, field, line: line)
      return nil
    }
  }

  func report(_ problem: FieldPath.Problem, _ field: String, line: Int, questions: [String] = []) {
    switch problem {
    case .unknownField(let name, let owner, let nearest, let remedy):
      let near = remedy == nil ? nearest ?? Nearest.suggestion(for: name, among: questions) : nil
      let article = "aeiou".contains(owner.first ?? "x") ? "an" : "a"
      let reads = book.reads(onLine: line)
      let custom =
        reads?.contains("custom", of: .contact) ?? true
        ? "what an import brought is under custom: \"custom.\(name)\"" : nil
      book.report(
        line: line, text: field,
        "\(article) \(owner) has no field '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
        remedy: near == nil ? remedy ?? custom : nil)
    case .notRecord(let name, let next):
      book.report(line: line, text: field, "'\(name)' has no fields, so '\(next)' can't be asked of it")
    }
  }

  func fieldTest(_ path: FieldPath, _ test: Condition.Test, line: Int) -> FieldTest? {
    do {
      // A person or an event is compared by its name.
      if case .record(let kind) = path.kind, test.isEquality {
        _ = try FieldPath("name", in: Schema.of(kind), reads: book.reads(onLine: line))
      }
    } catch {
      report(error, path.text, line: line)
      return nil
    }
    do {
      return try FieldTest(path, test, clock: clock)
    } catch {
      guard case .mismatch(let message) = error else { return nil }
      book.report(line: line, text: path.text, message)
      return nil
    }
  }
}
