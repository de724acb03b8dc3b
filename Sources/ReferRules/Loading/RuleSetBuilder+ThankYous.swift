import LuaHost
import ReferModel

extension RuleSetBuilder {
  func thankYou(_ entry: DeclarationBook.Entry, _ conditions: inout BucketConditionBuilder) -> ThankYouRule? {
    let fields = reader(entry)
    let on = fields.option("on").flatMap(Occurrence.Kind.init)
    let kind = on ?? .met
    if let on { checkFacts(of: on, "on", fields) }
    var gift: ThankYouRule.Gift?
    switch fields.value("gift") {
    case nil: break
    case .text(let text)?:
      gift = .text(text)
      if text.utf8.count > Self.longestNote {
        book.report(
          entry, "gift", atValue: true, "the gift of \(fields.owner) has at most \(Self.longestNote) bytes",
          remedy: "name it in a few words")
      }
    case let value?:
      gift = fields.function("gift").map { .function($0) }
      if gift == nil { fields.mismatch("gift", value) }
    }
    // Of what became of a referral, whoever gave it is thanked; to whom the user gave one owes nothing for it.
    let usual: Occurrence.Role = kind.roles.contains(.giver) ? .giver : kind.roles[0]
    let form = fields.option("kind").flatMap(ThankYouRule.Kind.init)
    let rule = ThankYouRule(
      name: entry.name, on: kind, with: role(fields, kind) ?? usual, when: conditions.when(fields),
      within: fields.length("within"), send: template("send", fields), gift: gift, kind: form,
      isPublic: fields.yesno("public") ?? (form == .public), origin: entry.origin, line: entry.line)
    return on == nil ? nil : rule
  }
}
