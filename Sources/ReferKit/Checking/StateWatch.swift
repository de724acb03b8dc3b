import LuaHost
import ReferFormats
import ReferModel
import ReferRules

/// Watches for rules that try to remember something from one contact to the next.
struct StateWatch {
  private var locals: Set<String> = []
  private var failures: [Decision.Failure] = []

  /// Decides each row, and answers the decisions as JSON.
  mutating func decide(
    _ rows: some Sequence<Cells>, _ decider: Decider, _ working: (Bool) -> Void
  ) -> [[UInt8]] {
    var writer = DecisionJSON(decider.loaded.rules)
    return rows.map { row in
      working(true)
      let decision = decider.decide(row)
      if let name = decider.loaded.sandbox.changedLocal { locals.insert(name) }
      if let error = decision.error, !failures.contains(error) { failures.append(error) }
      var json = JSONBytes()
      writer.append(decision, to: &json)
      return json.bytes
    }
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
