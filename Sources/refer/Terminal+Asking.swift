import ReferKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Terminal {
  /// Whether somebody sits there who can be asked; a script never waits.
  static let canAsk = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1

  /// What the user reads before they type; nothing where nobody can be asked.
  static func prompt(_ text: String) {
    // Nothing can be said where even this can't be written.
    if canAsk { try? write(Array(Output.safe(text).utf8), to: STDERR_FILENO) }
  }

  /// What is typed, or the next line of standard input, without the white space around it; nil at its end.
  static func answer(_ question: String) -> String? {
    prompt(question)
    guard let line = readLine() else { return nil }
    let end = line.lastIndex { !$0.isWhitespace }.map(line.index(after:)) ?? line.startIndex
    return String(line[..<end].trimmingPrefix(while: \.isWhitespace))
  }

  /// Whether the user types yes; where nobody can be asked, the command itself is the answer.
  static func agrees(_ question: String) -> Bool {
    !canAsk || ["y", "yes"].contains(answer(question)?.lowercased())
  }

  /// Goes on where the user types yes, or has said so; where nobody can be asked, that must have been said.
  static func demand(_ question: String, isAgreed: Bool) throws {
    if isAgreed { return }
    guard canAsk else {
      throw ReferError("nobody can be asked here, and nothing was changed; if you mean it, add --yes")
    }
    if !agrees(question) { throw ReferError("nothing was changed") }
  }

  /// Asks which of a few people is meant; nil where nobody can be asked.
  static var namePicker: NamePicker? {
    guard canAsk else { return nil }
    return NamePicker { typed, people in
      let lines = people.enumerated().map { "  \($0 + 1)  \($1.name ?? "no name")\(about($1))" }
      say((["'\(typed)' may be:"] + lines).joined(separator: "\n"))
      guard let number = answer("Number, or Enter for none of them: ").flatMap({ Int($0) }),
        people.indices.contains(number - 1)
      else { return nil }
      return people[number - 1]
    }
  }

  private static func about(_ person: Person) -> String {
    let parts = [person.organization, person.city].compactMap(\.self) + (person.isArchived ? ["put away"] : [])
    return parts.isEmpty ? "" : ", \(parts.joined(separator: ", "))"
  }
}
