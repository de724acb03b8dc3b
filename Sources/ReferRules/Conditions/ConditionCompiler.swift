import ReferModel

/// Resolves conditions against the fields of a schema, and reports names and kinds that do not fit.
struct ConditionCompiler {
  let book: DeclarationBook
  let schema: Schema
  let clock: Clock

  /// A condition on a record alone; nil when something in it was reported.
  func row(_ condition: Condition) -> RowCondition? {
    switch condition {
    case .field(let field, let test, let site):
      guard let path = path(field, at: site) else { return nil }
      return fieldTest(path, test, at: site).map(RowCondition.test)
    case .bare(let test, let site):
      book.report(
        line: site.line, "\(test.name) needs a field here", remedy: "write \(test.name)(\"trust\", 3)")
      return nil
    case .inBucket(_, _, let site):
      book.report(
        line: site.line, "a question can't ask for a bucket: buckets are decided after all questions",
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

  func path(_ field: String, at site: Site) -> FieldPath? {
    do {
      return try FieldPath(field, in: schema, reads: book.reads(of: site.origin))
    } catch {
      report(error, field, at: site)
      return nil
    }
  }

  func report(_ problem: FieldPath.Problem, _ field: String, at site: Site, questions: [String] = []) {
    let line = site.line
    switch problem {
    case .unknownField(let name, let owner, let nearest, let remedy):
      let near = remedy == nil ? nearest ?? Nearest.suggestion(for: name, among: questions) : nil
      let article = "aeiou".contains(owner.first ?? "x") ? "an" : "a"
      let reads = book.reads(of: site.origin)
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

  func fieldTest(_ path: FieldPath, _ test: Condition.Test, at site: Site) -> FieldTest? {
    do {
      // A person or an event is compared by its name.
      if case .record(let kind) = path.kind, test.isEquality {
        _ = try FieldPath("name", in: Schema.of(kind), reads: book.reads(of: site.origin))
      }
    } catch {
      report(error, path.text, at: site)
      return nil
    }
    do {
      return try FieldTest(path, test, clock: clock)
    } catch {
      guard case .mismatch(let message) = error else { return nil }
      book.report(line: site.line, text: path.text, message)
      return nil
    }
  }
}
