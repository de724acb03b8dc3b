import LuaHost
import ReferFormats
import ReferModel
import ReferRules

/// Watches for rules that try to remember something from one contact to the next.
struct StateWatch {
  private var locals: Set<String> = []
  private var failures: [Decision.Failure] = []

  /// Decides each row, and answers the decisions as JSON, each with what is asked only later: by which shortlists, guards
  /// and messages.
  mutating func decide(
    _ rows: some Sequence<Cells>, _ decider: Decider, _ working: (Bool) -> Void
  ) -> [[UInt8]] {
    var writer = DecisionJSON(decider.loaded.rules)
    return rows.map { row in
      working(true)
      let decision = decider.decide(row)
      note(decision.error, decider)
      var json = JSONBytes()
      writer.append(decision, to: &json)
      let later = decision.error == nil ? asked(later: row, decision, decider) : []
      return json.bytes + later.joined(separator: "\n").utf8
    }
  }

  private mutating func asked(later row: Cells, _ decision: Decision, _ decider: Decider) -> [String] {
    let rules = decider.loaded.rules
    var told: [String] = []
    for shortlist in rules.shortlists {
      var alone = ShortlistCollector(shortlist)
      let failure = Self.failure { () throws(Decision.Failure) in try alone.offer(decision, row, decider) }
      note(failure, decider)
      told += alone.entries.map { "\(shortlist.name): \($0.rank)" }
    }
    for act in Guard.Act.allCases {
      let failure = Self.failure { () throws(Decision.Failure) in
        told += try decider.guards(before: act, row, decision).map(\.name)
      }
      note(failure, decider)
    }
    for template in rules.templates where template.isFunction {
      let failure = Self.failure { () throws(Decision.Failure) in
        told.append(try decider.message(template, decider.scope(row, for: template)).text)
      }
      // What one contact, or the user, has not told is said when the message is due.
      note(failure?.reading == nil ? failure : nil, decider)
    }
    return told
  }

  private static func failure(_ body: () throws(Decision.Failure) -> Void) -> Decision.Failure? {
    do { try body() } catch { return error }
    return nil
  }

  private mutating func note(_ failure: Decision.Failure?, _ decider: Decider) {
    if let name = decider.loaded.sandbox.changedLocal { locals.insert(name) }
    if let failure, !failures.contains(failure) { failures.append(failure) }
  }

  func problems(in loaded: LoadedRules) -> [Diagnostic] {
    let changed = locals.sorted().map { name in
      loaded.source.diagnostic(
        line: loaded.source.line(assigning: name),
        "a rule changes '\(name)', which was set outside it: it is put back before each contact",
        remedy: "write local \(name) inside the rule")
    }
    let failed = failures.map { failure in
      Diagnostic(
        file: failure.file, line: failure.line,
        message: "a rule fails: \(failure.message)" + (failure.reading.map { " (reading \($0))" } ?? ""))
    }
    return changed + failed
  }

  static func difference(_ forwards: [[UInt8]], _ backwards: [[UInt8]], _ loaded: LoadedRules) -> [Diagnostic] {
    guard let place = zip(forwards, backwards).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return [] }
    return [
      Diagnostic(
        file: loaded.source.name, line: 0,
        message: "contact number \(place + 1) is decided otherwise when the contacts come in another order",
        remedy: "look for something that a rule keeps from one contact to the next")
    ]
  }
}

extension ScriptSource {
  /// The last line that sets the name: inside the rule, where it was declared before.
  fileprivate func line(assigning name: String) -> Int {
    let tokens = Lexer.tokens(of: self)
    let places = tokens.indices.dropLast().filter {
      tokens[$0].kind == .name && tokens[$0].text == name && tokens[$0 + 1].text == "="
        && ($0 == 0 || tokens[$0 - 1].text != "local")
    }
    return places.last.map { tokens[$0].line } ?? 0
  }
}
