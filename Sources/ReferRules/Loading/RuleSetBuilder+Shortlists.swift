import LuaHost
import ReferModel

extension RuleSetBuilder {
  func shortlist(_ entry: DeclarationBook.Entry) -> Shortlist {
    let fields = reader(entry)
    var places: [BucketPlace] = []
    let origin = fields.site(of: "only_in").origin
    for name in fields.names("only_in") ?? [] {
      let found = rules.places(ofBucket: name) { book.sees(origin, $0.origin) }
      if found.isEmpty { reportBucket(entry, "only_in", name) }
      places += found
    }
    return Shortlist(
      name: entry.name, onlyIn: places, by: ranking(fields), atMost: fields.whole("at_most", from: 1) ?? 1,
      warnUnder: fields.whole("warn_under", from: 1), origin: entry.origin, line: entry.line)
  }

  private func reportBucket(_ entry: DeclarationBook.Entry, _ path: String, _ name: String) {
    let origin = entry.site(at: path).origin
    let names = rules.sets.flatMap(\.buckets).filter { book.sees(origin, $0.origin) }.map(\.name)
    let near = book.suggestion(for: name, among: names)
    book.report(
      entry, path, atValue: true, "no bucket is named '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private func ranking(_ fields: FieldReader) -> Shortlist.Ranking {
    switch fields.value("by") {
    case .text("score")?: return .score
    case .text(let name)?:
      let compiler = ConditionCompiler(book: book, schema: .contact, clock: clock)
      do {
        let path = try FieldPath(name, in: .contact, reads: fields.reads(for: "by"))
        switch path.kind {
        case .number, .time, .yesno, .texts, .records: return .field(path)
        case .text where path.key != nil: return .field(path)
        default:
          book.report(
            fields.entry, "by", atValue: true,
            "'\(name)' is \(FieldTest.name(path.kind)): a shortlist is ranked by a number, a time or a count")
        }
      } catch { compiler.report(error, name, at: fields.site(of: "by"), questions: ["score"]) }
    case let value?:
      if let function = fields.function("by") { return .function(function) }
      fields.mismatch("by", value)
    case nil: break
    }
    return .score
  }
}
