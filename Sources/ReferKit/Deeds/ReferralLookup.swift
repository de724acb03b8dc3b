import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// Finds the referral that is meant: by its id, or by its prospect, where just one fits.
struct ReferralLookup {
  let reader: BookReader

  init(_ reader: BookReader) { self.reader = reader }

  /// - Parameter of: only those to or from this contact.
  /// - Throws: ``ReferError`` where none is meant; or several, with all of them.
  func referral(_ typed: String, of contact: Int64? = nil) throws -> ReferralLine {
    let shown = TerminalText.escaped(typed)
    if let id = Int64(typed) {
      guard let referral = try reader.referral(id) else { throw ReferError("there is no referral \(id)") }
      return referral
    }
    let all = try reader.referralsWithNames().filter { contact == nil || $0.contact == contact }
    let fitting = Self.fitting(typed, all)
    if let only = fitting.first, fitting.count == 1 { return only }
    if fitting.isEmpty {
      let near = Nearest.suggestion(for: typed, among: all.compactMap(\.prospectName))
      let remedy =
        near.map { "did you mean '\(TerminalText.escaped($0))'?" }
        ?? "\(Offer.quoted("show NAME")) lists somebody's"
      throw ReferError("no referral has the id or the prospect '\(shown)'; \(remedy)")
    }
    throw ReferError(
      "\(fitting.count) referrals fit '\(shown)'; give the id:\n"
        + fitting.prefix(PersonLookup.shown).map { "  \(TerminalText.escaped(Self.label($0)))" }.joined(separator: "\n")
        + (fitting.count > PersonLookup.shown ? "\n  and \(fitting.count - PersonLookup.shown) more" : ""))
  }

  /// Those whose prospect has this name; else those in whose prospect all the words are found.
  private static func fitting(_ typed: String, _ all: [ReferralLine]) -> [ReferralLine] {
    let query = PersonQuery(typed)
    if query.key.isEmpty { return [] }
    let named = all.filter { $0.prospectName.map(SearchKey.of) == query.key }
    if !named.isEmpty { return named }
    return all.filter { line in
      let key = line.prospectName.map(SearchKey.of) ?? ""
      return query.words.allSatisfy { SearchKey.contains(key, $0) }
    }
  }

  /// A referral as a list of candidates has it.
  static func label(_ line: ReferralLine) -> String {
    let who = line.contactName.map { name in
      line.direction == NewReferral.Direction.received.rawValue ? "by \(name)" : "to \(name)"
    }
    return "\(line.id): "
      + [line.prospectName ?? "no name", who, line.stage].compactMap(\.self).joined(separator: ", ")
  }
}

extension ReferralLine {
  /// The stage that it has reached; one that is none of the list is as good as new.
  var reached: ReferralStage { stage.flatMap { ReferralStage.named($0) } ?? .new }

  var isReceived: Bool { direction == NewReferral.Direction.received.rawValue }
}
