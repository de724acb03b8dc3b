import ReferKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Terminal {
  /// Asks on the terminal which of a few people is meant; nil where nobody can be asked, so that a script never waits.
  static var namePicker: NamePicker? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
    return NamePicker { typed, people in
      let lines = people.enumerated().map { "  \($0 + 1)  \($1.name ?? "no name")\(about($1))" }
      say((["'\(typed)' may be:"] + lines).joined(separator: "\n"))
      ask("Number, or Enter for none of them: ")
      guard let number = readLine().flatMap({ Int($0.trimmingPrefix(while: \.isWhitespace)) }),
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
