import ReferModel

extension RuleSetBuilder {
  /// The templates that stand in files of their own. What rules declare comes before the file of a pack that they use.
  func templateFiles(beside declared: [Template]) -> [Template] {
    var known = declared.map { (name: $0.name, origin: $0.origin, line: $0.line) }
    var templates: [Template] = []
    // The rules' own stand before those of packs.
    for file in book.source.templates {
      guard let name = file.template else { continue }
      if let other = known.first(where: { $0.name == name }) {
        if other.origin != file.origin, book.sees(other.origin, file.origin) { continue }
        book.report(
          line: file.firstLine, "template \"\(name)\" is declared twice, first on \(book.source.spoken(other.line))",
          remedy: "give one of them another name")
        continue
      }
      known.append((name, file.origin, file.firstLine))
      templates.append(template(name, file))
    }
    return templates
  }

  private func template(_ name: String, _ file: ScriptSource.Module) -> Template {
    let parts = TemplateFile(file.source)
    let reads = book.reads(of: file.origin)
    let owner = "template '\(name)'"
    func report(_ line: Int, _ column: Int?, _ message: String, _ remedy: String?) {
      let line = file.firstLine + line - 1
      book.report(
        line: line, place: column.map { Place(line: line, column: $0, length: 1) }, message, remedy: remedy)
    }
    for problem in parts.problems { report(problem.line, nil, "\(owner) \(problem.message)", problem.remedy) }
    func text(_ part: TemplateFile.Part, _ what: String) -> TemplateText {
      let text = TemplateText(part.text, reads: reads)
      for problem in text.problems {
        let place = part.place(at: problem.offset)
        report(place.line, place.column, "\(what) of \(owner): \(problem.message)", problem.remedy)
      }
      return text
    }
    func lines(_ part: TemplateFile.Part) -> TextLines {
      TextLines(first: file.firstLine + part.line - 1, starts: part.starts)
    }
    return Template(
      name: name, subject: parts.subject.map { text($0, "subject") }, body: .text(text(parts.body, "text")),
      channel: nil, isPitch: false, mustSay: [], origin: file.origin, line: file.firstLine,
      subjectLines: lines(parts.subject ?? parts.body), lines: lines(parts.body))
  }
}

/// A file that is a template: "Subject: …", an empty line and the text; or the text alone.
struct TemplateFile {
  /// A part of the text that begins on a line of its own, or behind "Subject:".
  struct Part {
    /// Lines end with a line feed, whatever they end with in the file.
    let text: String
    /// The line of the file on which it begins, from 1.
    let line: Int
    /// How many letters stand before it on its first line.
    let indent: Int

    /// The byte behind each end of line.
    var starts: [Int] { text.utf8.enumerated().filter { $0.element == 10 }.map { $0.offset + 1 } }

    /// The file's line and column of a byte, from 1.
    func place(at offset: Int) -> (line: Int, column: Int) {
      let before = text.utf8.prefix(offset)
      let last = before.lastIndex(of: 10).map { before.index(after: $0) } ?? before.startIndex
      let row = before.count { $0 == 10 }
      let column = String(decoding: before[last...], as: UTF8.self).count
      return (line + row, column + 1 + (row == 0 ? indent : 0))
    }
  }

  let subject: Part?
  let body: Part
  private(set) var problems: [(line: Int, message: String, remedy: String?)] = []

  private static let mark = "subject:"

  init(_ source: ScriptSource) {
    var lines = source.lines
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    guard let first = lines.first, first.lowercased().hasPrefix(Self.mark) else {
      subject = nil
      body = Part(text: lines.joined(separator: "\n"), line: 1, indent: 0)
      if lines.isEmpty { problems.append((1, "has no text", "write it, or take the file away")) }
      return
    }
    let behind = first.dropFirst(Self.mark.count)
    let text = behind.drop(while: \.isWhitespace)
    subject = Part(text: String(text), line: 1, indent: first.count - text.count)
    if text.isEmpty {
      problems.append((1, "has an empty subject", "write one behind 'Subject:', or take the line away"))
    }
    let isApart = lines.count < 2 || lines[1].allSatisfy(\.isWhitespace)
    if !isApart { problems.append((2, "has no empty line behind its subject", "put one in")) }
    let start = isApart ? 2 : 1
    body = Part(text: lines.dropFirst(start).joined(separator: "\n"), line: start + 1, indent: 0)
    if lines.count <= start { problems.append((1, "has a subject and no text", "write it below an empty line")) }
  }
}
