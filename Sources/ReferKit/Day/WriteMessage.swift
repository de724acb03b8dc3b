import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// A message to somebody by a template of the rules, ready to be read once more and sent: what `refer write` does.
///
/// ```swift
/// let write = try WriteMessage("Ada Park", template: "nice to meet you", Evaluation(rules: rules, over: workspace, run: run))
/// try write.print(as: .table, to: output)
/// ```
public struct WriteMessage {
  private let name: String
  private let template: String?
  private let evaluation: Evaluation
  private let workspace: Workspace
  /// Write it though something speaks against sending it.
  public var anyway = false

  /// - Parameter template: nil is that of the most urgent thing to do with them.
  /// - Throws: ``ReferError`` where there is no book.
  public init(_ name: String, template: String? = nil, _ evaluation: Evaluation) throws {
    guard let workspace = evaluation.source.book else { throw ReferError("messages are written to people of the book") }
    (self.name, self.template, self.evaluation, self.workspace) = (name, template, evaluation, workspace)
  }

  /// - Throws: ``ReferError`` where nobody or no template is meant, a value is missing, or a guard refuses; and what the
  ///   output throws.
  public func print(as format: OutputFormat, to output: Output) throws {
    let desk = try DayDesk(evaluation)
    let (person, message): (PersonLine, Message) = try workspace.read(asOf: evaluation.run.asOf) { reader in
      let person = try reader.person(named: name)
      return (person, try self.message(to: person, desk, reader))
    }
    try ask(person)
    switch format {
    case .table, .markdown:
      let subject = message.subject.map { "Subject: \($0)\n\n" } ?? ""
      let lines = Output.lines(ofMessage: subject + message.text)
      try output.write((lines.last == "" ? lines.dropLast() : lines).map { "\($0)\n" }.joined())
    case .csv:
      var table = TextTable(["template", "channel", "subject", "text"].map { TextTable.Heading($0) })
      table.append([
        message.template, message.channel?.rawValue ?? "", message.subject ?? "", message.text,
      ])
      try output.write(table, as: .csv)
    case .json, .ndjson:
      let json = JSONValue.object([
        ("contact", .text(String(person.id))), ("name", .text(person.name)), ("template", .text(message.template)),
        ("channel", .text(message.channel?.rawValue)), ("subject", .text(message.subject)),
        ("text", .text(message.text)),
      ])
      try output.write(json.line)
    }
  }

  private func message(to person: PersonLine, _ desk: DayDesk, _ reader: BookReader) throws -> Message {
    let names = desk.loaded.rules.templates.map(\.name)
    if let template {
      guard let found = desk.decider.template(named: template) else {
        let near = Nearest.suggestion(for: template, among: names).map { "; did you mean '\($0)'?" }
        throw ReferError("no template is named '\(TerminalText.escaped(template))'" + (near ?? Self.all(names)))
      }
      let written: Message? = try reader.contact(person.id) { row -> Message in
        try desk.message(found, desk.decider.scope(row, for: found))
      }
      guard let written else { throw ReferError("nobody has the id '\(person.id)'") }
      return written
    }
    // What is with them may stand in the decision of whoever named them; what is with others is not written to them.
    let items = try ([person.id] + reader.contactsNaming(person.id)).flatMap { contact in
      try desk.day(reader, until: .latest, contact: contact).items
    }
    for item in items where item.template != nil && item.person == person.id {
      if let written = try desk.message(of: item, reader) { return written }
    }
    throw ReferError("nothing that is due with them sends a message; name a template" + Self.all(names))
  }

  private static func all(_ names: [String]) -> String {
    names.isEmpty
      ? "; these rules have none" : "; there are: \(names.map(TerminalText.escaped).joined(separator: ", "))"
  }

  /// What the guards of the rules say to sending.
  private func ask(_ person: PersonLine) throws {
    var objections = try evaluation.objections(to: .sending, Person(person))
    if try workspace.read(asOf: nil, { try $0.asksNotToBeContacted(person.id) }) {
      objections.insert(ActGuard.Objection("they asked not to be contacted"), at: 0)
    }
    for objection in objections {
      let said = TerminalText.escaped("\(person.id): \(objection.why)")
      if objection.refuses, !anyway { throw ReferError("\(said); '--anyway' writes it all the same") }
      evaluation.report("warning: \(said)")
    }
  }
}
