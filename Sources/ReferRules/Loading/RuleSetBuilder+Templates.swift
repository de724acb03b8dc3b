import LuaHost
import ReferModel

extension RuleSetBuilder {
  func template(_ entry: DeclarationBook.Entry) -> Template {
    let fields = reader(entry)
    let subject = fields.text("subject").map { text("subject", $0, fields) }
    let paths = mustSay(fields)
    var body = (text: TemplateText(""), lines: TextLines(first: entry.line, starts: []))
    let function = fields.function("text")
    switch fields.value("text") {
    case .text(let written)?:
      body = text("text", written, fields)
      let said = Set(body.text.paths)
      for (place, path) in paths.enumerated() where !said.contains(path) {
        book.report(
          entry, "must_say[\(place + 1)]", "the text of \(fields.owner) must say \(path.text), and does not",
          remedy: "write {{\(path.text)}} in it")
      }
    case let value?: if function == nil { fields.mismatch("text", value) }
    case nil: break
    }
    return Template(
      name: entry.name, subject: subject?.text, body: function.map { .function($0) } ?? .text(body.text),
      channel: fields.option("channel").flatMap(Template.Channel.init), isPitch: fields.yesno("pitch") ?? false,
      mustSay: paths, origin: entry.origin, line: entry.line,
      subjectLines: subject?.lines ?? body.lines, lines: body.lines)
  }

  private func mustSay(_ fields: FieldReader) -> [TemplatePath] {
    var paths: [TemplatePath] = []
    for (place, name) in (fields.names("must_say") ?? []).enumerated() {
      do {
        paths.append(try TemplatePath(name, reads: fields.reads(for: "must_say")))
      } catch { book.report(fields.entry, "must_say[\(place + 1)]", error.message, remedy: error.remedy) }
    }
    return paths
  }

  /// Takes a text apart, and reports what is wrong in it at its own line.
  private func text(_ field: String, _ written: String, _ fields: FieldReader) -> (text: TemplateText, lines: TextLines)
  {
    let text = TemplateText(written, reads: fields.reads(for: field))
    let source = TemplateSource(written, field, fields.entry, book)
    if field == "subject", let end = written.utf8.firstIndex(where: { $0 == 10 || $0 == 13 }) {
      let offset = written.utf8.distance(from: written.startIndex, to: end)
      book.report(
        line: source.lines.line(at: offset), place: source.place(at: offset), "subject of \(fields.owner) is one line",
        remedy: "write it on one line")
    }
    for problem in text.problems {
      book.report(
        line: source.lines.line(at: problem.offset), place: source.place(at: problem.offset),
        "\(field) of \(fields.owner): \(problem.message)", remedy: problem.remedy)
    }
    return (text, source.lines)
  }
}

/// Where the text of a template stands in the file.
private struct TemplateSource {
  private let book: DeclarationBook
  /// The file's byte of the text's first; nil where the text is not written as it is meant.
  private let start: Int?
  let lines: TextLines

  init(_ written: String, _ field: String, _ entry: DeclarationBook.Entry, _ book: DeclarationBook) {
    self.book = book
    let declared = book.place(of: entry, at: field).map { book.index.valuePlace(of: field, in: $0) }
    guard let token = declared.flatMap({ book.token(at: $0) }), token.kind == .string,
      let start = Self.start(of: written, in: token)
    else {
      start = nil
      lines = TextLines(first: declared?.line ?? entry.line(at: field), starts: [])
      return
    }
    self.start = start
    let ends = written.utf8.enumerated().filter { $0.element == 10 }.map { $0.offset + 1 }
    lines = TextLines(first: book.source.place(atByte: start).line, starts: ends)
  }

  /// The file's byte at which the text begins; nil for a text with escapes, whose bytes are others in the file.
  private static func start(of written: String, in token: Token) -> Int? {
    let bytes = Array(token.text.utf8)
    var skipped = 1
    if bytes.first == UInt8(ascii: "[") {
      skipped = (bytes.dropFirst().firstIndex(of: UInt8(ascii: "[")) ?? 0) + 1
      // Lua drops an end of line that follows the opening bracket.
      while skipped < bytes.count, bytes[skipped] == 10 || bytes[skipped] == 13, bytes[skipped] != written.utf8.first {
        skipped += 1
      }
    }
    let inner = bytes.dropFirst(skipped)
    return inner.starts(with: written.utf8) ? token.bytes.lowerBound + skipped : nil
  }

  func place(at offset: Int) -> Place? { start.map { book.source.place(atByte: $0 + offset) } }
}
