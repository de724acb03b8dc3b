import ReferFormats
import ReferModel
import ReferReports

/// The people about whom the rules want to know more from the user.
public struct WaitingPeople: Hashable, Sendable {
  public struct Person: Hashable, Sendable {
    /// The id in the book.
    public let id: String
    public let name: String?
    /// Where they are while the questions are open; nil is in no bucket.
    public let bucket: String?
    /// The buckets of the first set in which they may end.
    public let possible: [String]
    /// No answer can change where they are.
    public let isSettled: Bool
    /// The most decisive first.
    public let questions: [OpenQuestion]
  }

  public let people: [Person]
  /// How many more wait.
  public let others: Int
  /// For how many a rule failed.
  public let failed: Int

  /// - Throws: what the output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    switch format {
    case .table: for person in people { try output.write(text(person, output.bold)) }
    case .markdown: for person in people { try output.write(markdown(person)) }
    case .json:
      let all = JSONValue.object([
        ("refer", .text(ReferVersion.current)), ("people", .list(people.map(Self.json))), ("others", .int(others)),
      ])
      try output.write(all.line)
    case .ndjson: for person in people { try output.write(Self.json(person).line) }
    case .csv:
      let headings = ["id", "name", "bucket", "question", "ask", "answers", "required"]
      var table = TextTable(headings.map { TextTable.Heading($0) })
      for person in people {
        for question in person.questions {
          table.append([
            person.id, person.name ?? "", person.bucket ?? "", question.name, question.ask, question.answers,
            question.isRequired ? "yes" : "no",
          ])
        }
      }
      try output.write(table, as: .csv)
    }
    guard format == .table || format == .markdown else { return }
    if people.isEmpty { try output.write("No question is open.\n") }
    if others > 0 { try output.write("and \(others) more\n") }
  }

  private func text(_ person: Person, _ bold: (String) -> String) -> String {
    let questions = person.questions.map { question in
      let about = question.answers + (question.isRequired ? "; required" : "")
      return "  " + TerminalText.escaped("\(question.name): \(question.ask) (\(about))") + "\n"
    }
    return bold(TerminalText.escaped(person.label)) + TerminalText.escaped(": \(person.state)") + "\n"
      + (questions.isEmpty ? "  no question is open\n" : questions.joined())
  }

  private func markdown(_ person: Person) -> String {
    let questions = person.questions.map { question in
      "- " + MarkdownText.cell("\(question.name): \(question.ask) (\(question.answers))") + "\n"
    }
    return "### " + MarkdownText.cell("\(person.label): \(person.state)") + "\n\n" + questions.joined() + "\n"
  }

  private static func json(_ person: Person) -> JSONValue {
    .object([
      ("id", .text(person.id)), ("name", .text(person.name)), ("bucket", .text(person.bucket)),
      ("possible", .texts(person.possible)), ("settled", .yesno(person.isSettled)),
      (
        "questions",
        .list(
          person.questions.map { question in
            .object([
              ("name", .text(question.name)), ("ask", .text(question.ask)), ("help", .text(question.help)),
              ("answers", .text(question.answers)), ("choices", .texts(question.choices)),
              ("required", .yesno(question.isRequired)), ("answered_before", .text(question.answeredBefore)),
              ("answered_at", .text(question.answeredAt)),
            ])
          })
      ),
    ])
  }
}

extension WaitingPeople.Person {
  /// The name and the id.
  public var label: String { "\(name ?? "no name") (\(id))" }

  /// Where they are, and where they may still go.
  public var state: String {
    let others = possible.filter { $0 != bucket }
    return (bucket ?? "in no bucket")
      + (others.isEmpty || isSettled ? "" : ", may be \(others.joined(separator: " or "))")
  }
}
