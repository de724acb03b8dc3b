import ReferModel
import ReferReports
import ReferRules
import ReferStore

extension ActGuard {
  /// What the guards of rules say; see the word `guard` of the rules language.
  ///
  /// Rules that can't be used refuse every act: what they were written to prevent must not pass because of a slip.
  ///
  /// - Parameter evaluation: rules over a book; nil where the user has none.
  public static func rules(_ evaluation: @escaping @Sendable (RunContext) throws -> Evaluation?) -> ActGuard {
    ActGuard { act, person, run in
      guard let evaluation = try evaluation(run) else { return [] }
      do {
        return try evaluation.objections(to: act, person)
      } catch let error as ReferError {
        let first = error.description.split(separator: "\n").first ?? ""
        return [Objection("the rules can't say whether it is right (\(first))")]
      }
    }
  }

  /// What the guards of the rules in the folder of the book say; nothing where there are none.
  public static func ownRules(of workspace: Workspace) -> ActGuard {
    rules { run in
      workspace.hasOwnRules ? Evaluation(rules: try workspace.ownRules(), over: workspace, run: run) : nil
    }
  }
}

extension Evaluation {
  /// What guards say before an act.
  func objections(to act: ActGuard.Act, _ person: Person) throws -> [ActGuard.Objection] {
    guard let book = source.book, let id = Int64(person.id), let before = Guard.Act(rawValue: act.rawValue) else {
      return []
    }
    let loaded = try load()
    guard loaded.rules.guards.contains(where: { $0.before == before }) else { return [] }
    let decider = try ReferError.wrap { try Decider(loaded, clock: run.clock) }
    let found: [ActGuard.Objection]? = try book.read(asOf: run.asOf) { reader in
      try reader.contact(id) { try decider.objections(before: before, $0) }
    }
    return found ?? []
  }
}

extension Decider {
  /// What guards say before an act with the contact of a row.
  ///
  /// - Throws: ``ReferError`` for a function that fails.
  func objections(before act: Guard.Act, _ row: Cells) throws -> [ActGuard.Objection] {
    do throws(Decision.Failure) {
      return try guards(before: act, row, decide(row)).map { finding in
        ActGuard.Objection(
          "\(finding.say) (\(TerminalText.escaped(finding.place.file)):\(finding.place.line))",
          refuses: finding.refuses)
      }
    } catch {
      let whose = row[0].text ?? ""
      throw ReferError(TerminalText.escaped("\(error.file):\(error.line): \(error.message) (contact \(whose))"))
    }
  }
}
