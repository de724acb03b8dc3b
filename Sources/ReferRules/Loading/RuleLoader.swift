package import LuaHost
package import ReferModel

/// Rules that are loaded: what the file declares, and the sandbox in which its functions live.
package final class LoadedRules {
  package let rules: RuleSet
  package let sandbox: Sandbox
  /// What the file returned; a script that declares nothing answers with it.
  package let returned: [LuaValue]
  /// The clock with which the file was loaded.
  package let clock: Clock
  /// What the rules may use.
  package let budgets: Budgets
  /// What is not wrong, and yet to be looked at.
  package let warnings: [Diagnostic]
  let globals: RuleGlobals

  package var source: ScriptSource { rules.source }

  /// The number of a kind's schema as a function may see it.
  func schema(_ kind: RecordKind, for function: RuleFunction) -> UInt16 {
    SelectedSchemas.number(kind, for: function.origin)
  }

  /// True for a script that declares nothing and prints what it returns.
  package var isPlainScript: Bool { rules.isEmpty }

  init(
    rules: RuleSet, sandbox: Sandbox, returned: [LuaValue], clock: Clock, budgets: Budgets, warnings: [Diagnostic],
    globals: RuleGlobals
  ) {
    self.rules = rules
    self.sandbox = sandbox
    self.returned = returned
    self.clock = clock
    self.budgets = budgets
    self.warnings = warnings
    self.globals = globals
  }
}

/// Everything that is wrong with a rules file, along its lines.
package struct RulesError: Error, CustomStringConvertible {
  package let diagnostics: [Diagnostic]
  package let source: ScriptSource
  /// Whether it was a budget that ended the loading.
  package let isOverBudget: Bool

  package var description: String { diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n") }
}

/// Loads a rules file: runs it once in a sandbox, collects what it declares, and checks every name.
package struct RuleLoader {
  package var clock: Clock
  /// What the user gave for settings, by name.
  package var settings: [String: GivenSetting] = [:]
  /// Finds the contact that was typed for a setting; nil where there is no book, or nobody of that name in it.
  package var person: ((String) throws -> GivenSetting.Person?)?
  package var budgets = Budgets()
  /// What the user said of themselves: `me`.
  package var profile = Profile()
  /// The only fields that exist for these rules, as a pack declares them; nil is every field.
  package var reads: FieldSelection?
  /// The pack that the rules are, and those that its manifest lets it use.
  package var pack: (name: String, uses: Set<String>)?
  /// The packs that the rules may use; one that uses another stands before it.
  package var packs: [UsedPack] = []
  /// The names of all packs that are installed, for whoever misspells one.
  package var installed: [String] = []
  /// Gives plain scripts their lists; nil where there is no data.
  package var data: (any ScriptData)?
  /// Where `print` writes, and for whom: 0 is the rules themselves, else the number of a pack that they use.
  package var print: ((_ origin: Int, UnsafeBufferPointer<UInt8>) -> Void)?

  package init(clock: Clock) { self.clock = clock }

  /// - Throws: ``RulesError`` with every problem found, by line.
  package func load(_ rules: ScriptSource) throws -> LoadedRules {
    let source = packs.isEmpty ? rules : ScriptSource(rules, packs: packs.map(\.source))
    var problems = SourceCheck.slips(source)
    let book = DeclarationBook(source: source, reads: reads, packs: packs)
    let sandbox: Sandbox
    do {
      sandbox = try Sandbox(
        budget: budgets.run, schemas: book.schemas?.schemas ?? SchemaTable.shared.schemas,
        schemaCount: book.schemas?.count ?? SchemaTable.shared.count)
    } catch let error as ScriptError {
      throw failure([diagnostic(error, source)], source, error)
    }
    let globals = try RuleGlobals(
      book: book, clock: clock, settings: settings, person: person, pack: pack, packs: packs, installed: installed,
      data: data, profile: profile)
    sandbox.printOfBundle = print
    var returned: [LuaValue] = []
    do {
      try globals.install(in: sandbox)
      sandbox.begin(budgets.run)
      for module in source.modules {
        try sandbox.define(
          module: module.name, of: module.origin, source: module.source.text, file: module.source.name,
          firstLine: module.firstLine)
      }
      returned = try sandbox.run(source.text, name: source.name)
    } catch let error as ScriptError {
      let found = diagnostic(error, source)
      // A slip on the line explains it better than Lua does.
      if !problems.contains(where: { $0.file == found.file && $0.line == found.line && $0.severity == .error }) {
        problems.append(found)
      }
      if case .failed = error.reason {
        var builder = RuleSetBuilder(book: book, globals: globals)
        builder.checkDeclared()
      }
      problems += book.problems
      throw failure(problems, source, error)
    }
    var builder = RuleSetBuilder(book: book, globals: globals)
    let rules = builder.build()
    if globals.usedData, !rules.isEmpty {
      book.report(
        line: globals.usedDataLine, "a rules file decides about one contact at a time",
        remedy: "lists such as contacts() are for scripts that declare no rule")
    }
    problems += book.problems
    problems += globals.unknownSettings()
    if problems.contains(where: { $0.severity == .error }) { throw failure(problems, source, nil) }
    do {
      if !rules.isEmpty {
        try sandbox.freeze()
        globals.isLoading = false
        globals.objects.finishLoading()
      }
    } catch let error as ScriptError {
      throw failure([diagnostic(error, source)], source, error)
    }
    return LoadedRules(
      rules: rules, sandbox: sandbox, returned: returned, clock: clock, budgets: budgets,
      warnings: Self.tidied(problems), globals: globals)
  }

  private func failure(_ problems: [Diagnostic], _ source: ScriptSource, _ error: ScriptError?) -> RulesError {
    RulesError(diagnostics: Self.tidied(problems), source: source, isOverBudget: error?.isOverBudget ?? false)
  }

  /// By line, each once; on a line where something is wrong for certain, nothing that may follow from it.
  private static func tidied(_ problems: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let numbers = Set(problems.filter { $0.message.contains("without a comma") }.map { [$0.file, "\($0.line)"] })
    return problems.filter { problem in
      // The second half of 1,5 has no name, because it is no value.
      if problem.message.hasSuffix("has no name"), numbers.contains([problem.file, "\(problem.line)"]) { return false }
      return seen.insert(problem).inserted
    }.sorted()
  }

  private func diagnostic(_ error: ScriptError, _ source: ScriptSource) -> Diagnostic {
    switch error.reason {
    case .syntax:
      return SyntaxAdvice.explain(
        luaMessage: "\(error.script):\(error.line): \(error.message)",
        source: source.file(named: error.script)?.main ?? source)
    case .failed:
      let advice = RuntimeAdvice.explain(luaMessage: error.message)
      return Diagnostic(file: error.script, line: error.line, message: advice.message, remedy: advice.remedy)
    default:
      let told = BudgetScope.run.told(error)
      return Diagnostic(file: error.script, line: error.line, message: told.message, remedy: told.remedy)
    }
  }
}

/// The lists that plain scripts ask for.
package protocol ScriptData: AnyObject {
  /// All records of a kind, in the order of the files. Their cells stay valid as long as this object.
  func list(of kind: RecordKind) throws -> LuaList
}
