import LuaHost
import ReferModel

extension RuleSetBuilder {
  func example(_ entry: DeclarationBook.Entry) -> Example {
    let fields = reader(entry)
    func table(_ name: String) -> LuaTable {
      switch fields.value(name) {
      case nil: return LuaTable()
      case .table(let table)?: return table
      case let value?:
        fields.mismatch(name, value)
        return LuaTable()
      }
    }
    let now = fields.text("now")
    if let now, (try? DateText.parse(now, now: clock.now, zone: clock.zone)) == nil {
      book.report(entry, "now", atValue: true, "'now' of \(fields.owner) is no date", remedy: "write \"2026-05-23\"")
    }
    let example = Example(
      name: entry.name, given: table("given"), answers: table("answers"), now: now, expect: table("expect"),
      line: entry.line)
    ExampleReader(rules: rules, book: book, objects: objects).check(example, entry)
    return example
  }
}
