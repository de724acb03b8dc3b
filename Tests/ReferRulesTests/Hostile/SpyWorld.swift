import LuaHost
import ReferModel
import TestSupport

@testable import ReferRules

/// One of two worlds that differ in nothing but what a pack may not see: fields that it does not declare, the profile,
/// and the user's own rules, settings and names. Whatever the pack can tell apart, it has seen.
struct SpyWorld {
  /// The part of names and values that differs.
  let secret: String
  private let rows: [Cells]

  private init(secret: String) throws {
    self.secret = secret
    rows = try ContactRows([Self.contact(secret)] + (secret == "hush" ? [#"{"name":"Ben"}"#] : [])).rows
  }

  static func both() throws -> [SpyWorld] { try ["hush", "open"].map(SpyWorld.init) }

  private static func contact(_ secret: String) -> String {
    let isHushed = secret == "hush"
    let more =
      isHushed
      ? #","tags":["vip"],"custom":{"Lead":"x"},"birthday":"1980-04-16","interactions":[{"at":"2026-01-10","kind":"call"}]"# : ""
    return """
      {"id":"\(secret)","name":"Ada","met_at":"2026-01-10","city":"Oslo","notes":"\(secret)","trust":\(isHushed ? 5 : 1),
      "email":"\(secret)@x.org","introduced_by":{"id":"\(secret)","name":"\(secret)"},
      "referrals":[{"id":"\(secret)","direction":"received","at":"2026-01-12","need":"\(secret)"}]\(more)}
      """
  }

  /// What the user's own file declares below `use`.
  var own: String {
    """
    setting "secret" { default = "\(secret)" }
    mine = "\(secret)"
    function helper(contact) return contact.notes end
    question "own" { ask = "?", weight = 0, answer = contains("notes", "hush") }
    question "city" { ask = "?", weight = 0, answer = contains("notes", "hush") }
    question "degree" { ask = "?", weight = 0, scale = { 1, 5 }, answer = function(c) return c.trust end }
    question "\(secret)_question" { ask = "?", weight = 0, answer = has("name") }
    bucket "OWNB" { set = "ownset", when = is("own", yes) }
    bucket "\(secret)_bucket" { set = "ownset", otherwise = true }
    shortlist "ownlist" { only_in = { "OWNB" }, by = "trust", at_most = 5 }
    template "owntext" { text = "\(secret)" }

    """
  }

  /// Everything that a pack can see of itself, show or do; where it is refused, why.
  ///
  /// - Parameters:
  ///   - text: the rules of the pack. It may require `lib`, and the names of fields, in `tail`.
  ///   - isUsed: else it stands alone, as it does where it is checked.
  func seen(_ text: String, reads: [String] = ["name", "met_at"], isUsed: Bool = true) throws -> String {
    var loader = RuleLoader(clock: Clock(now: try Instant(rfc3339: Trial.now), zone: .utc))
    var printed = ""
    loader.print = { printed += String(decoding: $1, as: UTF8.self) }
    loader.profile = Profile(["email": "\(secret)@x.org", "name": secret])
    loader.data = Records(rows)
    let spy = Self.source("spy", Self.tools + text)
    let other = Self.source("other", #"question "theirs" { ask = "?", weight = 0, answer = contains("notes", "hush") }"#)
    let selection = FieldSelection(reads)
    if isUsed {
      loader.packs = [
        UsedPack(name: "spy", source: spy, reads: selection, uses: [], settings: [:]),
        UsedPack(name: "other", source: other, reads: FieldSelection(["notes"]), uses: [], settings: [:]),
      ]
    } else {
      loader.reads = selection
    }
    let rules = ScriptSource(name: "rules.lua", text: "use 'spy'\nuse 'other'\n" + own)
    do {
      let loaded = try loader.load(isUsed ? rules : spy)
      return try told(loaded, rows[0], origin: isUsed ? 1 : 0) + printed
    } catch let error as RulesError {
      return "refused: \(error.diagnostics.map(\.description)) \(printed)"
    }
  }

  private func told(_ loaded: LoadedRules, _ row: Cells, origin: Int) throws -> String {
    let rules = loaded.rules
    let decider = try Decider(loaded, clock: loaded.clock)
    let decision = decider.decide(row)
    var parts = [decision.error?.message ?? ""]
    for answer in decision.answers where rules.questions[answer.question].origin == origin {
      parts.append("\(rules.questions[answer.question].name) \(answer.value ?? -1)")
    }
    for place in decision.verdict?.places ?? [] {
      let set = rules.sets.first { $0.name == place.set }
      if set?.buckets.contains(where: { $0.origin == origin }) ?? false { parts.append(place.bucket ?? "-") }
    }
    parts += decision.duties.followUps.map { "\($0.rule) \($0.state) \($0.note ?? "") \($0.pending)" }
    parts += decision.duties.thankYous.map { "\($0.rule) \($0.state) \($0.gift ?? "")" }
    for shortlist in rules.shortlists where shortlist.origin == origin {
      var collector = ShortlistCollector(shortlist)
      try collector.offer(decision, row, decider)
      parts.append("\(shortlist.name) \(collector.entries.map(\.rank))")
    }
    for act in Guard.Act.allCases {
      for finding in try decider.guards(before: act, row, decision) { parts.append(finding.name) }
    }
    for template in rules.templates where template.origin == origin {
      parts.append(try decider.message(template, decider.scope(row, for: template)).text)
    }
    return parts.joined(separator: "\n")
  }

  private static func source(_ name: String, _ text: String) -> ScriptSource {
    func file(_ name: String, _ text: String) -> ScriptSource { ScriptSource(name: "spy/\(name).lua", text: text) }
    return ScriptSource(
      ScriptSource(name: "\(name)/rules.lua", text: text),
      modules: [
        ("lib", file("lib", "local function call(f, ...) return f(...) end\nreturn call")),
        ("tail", file("tail", "return contains('notes', 'hush')")),
        ("deeptail", file("deeptail", "return pcall(pcall, pcall, pcall, pcall, pcall, pcall, has, 'notes')")),
      ])
  }

  /// What a spy has at hand.
  private static let tools = """
    local function deep(f, ...)
      local r = table.pack(pcall(pcall, pcall, pcall, pcall, pcall, pcall, pcall, f, ...))
      return r[r.n]
    end
    local function deeper(f, ...) return deep(deep, deep, deep, deep, f, ...) end
    local is_used = not select(2, pcall(use, "spy")):find("no pack")
    local function show(...) print(pcall(...)) end

    """

  private final class Records: ScriptData {
    private let rows: [Cells]
    init(_ rows: [Cells]) { self.rows = rows }
    func list(of kind: RecordKind) throws -> LuaList {
      LuaList(schema: kind.rawValue, items: kind == .contact ? rows : [])
    }
  }
}
