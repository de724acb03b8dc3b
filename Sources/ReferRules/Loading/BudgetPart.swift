package import LuaHost
import ReferModel

/// A part of ``Budgets`` that people set by its name, as a flag or a setting has it: `instructions=400k`.
package enum BudgetPart: String, CaseIterable, Sendable {
  /// Of one decision, as is `output`.
  case instructions
  case output
  /// What the rules may hold at any time.
  case memory
  /// Outside decisions: loading a file, and a whole script that decides nothing.
  case runInstructions = "run-instructions"
  case runOutput = "run-output"

  package var isBytes: Bool {
    switch self {
    case .instructions, .runInstructions: false
    case .output, .memory, .runOutput: true
    }
  }

  /// What can be set: enough to do anything at all, and never without bound.
  package var range: ClosedRange<Int> {
    switch self {
    case .instructions: 1000...1_000_000_000
    case .runInstructions: 10_000...10_000_000_000
    case .memory: 1 << 20...4 << 30
    case .output, .runOutput: 0...1 << 30
    }
  }

  private var paths: [WritableKeyPath<Budgets, Int>] {
    switch self {
    case .instructions: [\.decision.instructions]
    case .output: [\.decision.output]
    case .memory: [\.decision.memory, \.run.memory]
    case .runInstructions: [\.run.instructions]
    case .runOutput: [\.run.output]
    }
  }

  func set(_ value: Int, in budgets: inout Budgets) {
    for path in paths { budgets[keyPath: path] = value }
  }

  /// A value as a person writes it, where that is short: 400k, 64MiB.
  package func text(_ value: Int) -> String {
    let units =
      isBytes
      ? [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] : [("G", 1_000_000_000), ("M", 1_000_000), ("k", 1000)]
    for (unit, size) in units where value >= size && value % size == 0 { return "\(value / size)\(unit)" }
    return "\(value)"
  }

  /// Letters that stand for a number of thousands, and how often.
  private static let powers: [(letter: String, power: Int)] = [("k", 1), ("m", 2), ("g", 3)]

  /// Reads 400k, 1.5M, 400,000 or 64MiB; nil for what is no such number.
  private func number(_ text: some StringProtocol) -> Double? {
    let plain = String(text).lowercased().filter { $0 != " " && $0 != "_" }
    let digits = plain.prefix { "0123456789.,".contains($0) }
    let groups = digits.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    // A comma stands between thousands only: 1,5 may mean anything.
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.count == 1 || (1...3).contains(groups[0].count),
      let first = digits.first, first.isNumber, digits.last != ".", let number = Double(groups.joined()),
      let scale = scale(String(plain.dropFirst(digits.count)))
    else { return nil }
    return number * scale
  }

  /// What a unit in small letters stands for: k and M, or KiB and MiB, for which KB and MB are taken too.
  private func scale(_ unit: String) -> Double? {
    if unit.isEmpty || isBytes && unit == "b" { return 1 }
    guard let power = Self.powers.first(where: { unit.hasPrefix($0.letter) })?.power else { return nil }
    let rest = unit.dropFirst()
    guard rest.isEmpty || isBytes && (rest == "ib" || rest == "b") else { return nil }
    return (0..<power).reduce(1.0) { product, _ in product * (isBytes ? 1024 : 1000) }
  }

  func value(_ text: some StringProtocol) throws(BudgetTextError) -> Int {
    let example = "write \(rawValue)=\(isBytes ? "64MiB" : "400k")"
    guard let number = number(text), number.rounded() == number else {
      throw BudgetTextError(
        "'\(Excerpt.quoted(String(text)))' is no \(isBytes ? "number of bytes" : "number"); \(example)")
    }
    guard number >= Double(range.lowerBound), number <= Double(range.upperBound) else {
      let bounds = "\(self.text(range.lowerBound)) to \(self.text(range.upperBound))"
      throw BudgetTextError("'\(rawValue)' can be set to \(bounds), not to \(Excerpt.quoted(String(text)))")
    }
    return Int(number)
  }
}

/// What is wrong with the text of a budget, and what to write.
package struct BudgetTextError: Error, Hashable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

extension Budgets {
  /// Sets one part, out of `instructions=400k`.
  package mutating func set(_ text: String) throws(BudgetTextError) {
    let all = "the parts of a budget are \(BudgetPart.allCases.map(\.rawValue).joined(separator: ", "))"
    guard let sign = text.firstIndex(of: "=") else {
      throw BudgetTextError("'\(Excerpt.quoted(text))' needs a name and a value, such as instructions=400k; \(all)")
    }
    try set(String(text[..<sign]), to: text[text.index(after: sign)...])
  }

  /// Sets one part by its name, out of a text such as 400k.
  package mutating func set(_ name: String, to text: some StringProtocol) throws(BudgetTextError) {
    guard let part = BudgetPart(rawValue: name) else {
      let names = BudgetPart.allCases.map(\.rawValue)
      let near = Nearest.suggestion(for: name, among: names).map { "did you mean '\($0)'?" }
      throw BudgetTextError(
        "no part of a budget is named '\(Excerpt.quoted(name))'; "
          + (near ?? "the parts are \(names.joined(separator: ", "))"))
    }
    part.set(try part.value(text), in: &self)
  }
}
