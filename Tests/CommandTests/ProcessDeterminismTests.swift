import Foundation
import TestSupport
import Testing

/// The same rules and data give the same bytes in each process, whatever surrounds it.
@Suite("The same in each process", .serialized)
struct ProcessDeterminismTests {
  private static let script = """
    local set, mixed = {}, { 3, 1, z = 1, a = 2, [-1] = 1, [1.5] = 1, [true] = 1, ["\\xff"] = 1 }
    for w in ("the quick brown fox jumps over the lazy dog"):gmatch("%a+") do set[w] = #w end
    for i = 1, 300 do set["k" .. i] = i if i > 20 then set["k" .. i - 20] = nil end end
    for k, v in pairs(set) do print(k, v) end
    for k, v in pairs(mixed) do print(k, v) end
    print({}, print, function() end, string, set, 1e15, 2^53, 0 / 0, 1 / 3, "a" < "B", "ä" < "z", ("Ä"):lower())
    for i = 1, 20 do print(math.random(), math.random(6)) end
    local t = {}
    for i = 1, 100 do t[i] = { key = i % 5, place = i } end
    table.sort(t, function(a, b) return a.key < b.key end)
    for _, x in ipairs(t) do print(x.key, x.place) end
    table.sort(t, function() return math.random() < 0.5 end)
    for _, x in ipairs(t) do print(x.place) end
    print(pcall(table.sort, { 3, 1, 2 }, function(a, b) error("no order of " .. a .. " and " .. b) end))
    print(pcall(table.sort, { 3, {}, "x" }), pcall(error, {}), select("#", pcall(error)))
    print(pcall(function() return set.fox.x.y end))
    local groups = group_by(contacts(), "city")
    for city, g in pairs(groups) do print(city, #g) end
    return groups
    """

  private static let rules = """
    local order = { "a", "b" }
    question "first" { ask = "x", answer = function(contact)
      local seen = {}
      for tag in contact.tags do seen[tag] = math.random(100) end
      for tag, n in pairs(seen) do if n > 90 then error(tag .. " of " .. tostring(seen)) end end
      return #contact.tags > 1
    end }
    question "second" { ask = "y", answer = function(contact)
      if contact.city == "Loop" then while true do end end
      if contact.city == "Deep" then local function f() return 1 + f() end return f() end
      return contact.city.name
    end }
    bucket "A" { needs = { "first" } }
    bucket "B" { otherwise = true }
    shortlist "call" { only_in = { "A", "B" }, by = "score", at_most = 7 }
    """

  private static let contacts = (1...40).map { n in
    let city = ["Loop", "Deep", "Lake Forest", "Évry"][n % 4]
    let tags = (0..<n % 6).map { "\"t\($0 * n % 7)\"" }.joined(separator: ",")
    return #"{"id":"c\#(n)","name":"Ann \#(n % 3)","city":"\#(city)","tags":[\#(tags)]}"# + "\n"
  }.joined()

  /// What surrounds the command: an environment before it, and a folder to run in.
  private static let surroundings = [
    "", "env LC_ALL=C ", "env LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 ", "env TZ=Pacific/Kiritimati ", "env TZ=America/St_Johns ",
    "env PADDING=\(String(repeating: "x", count: 5000)) ", "env -i ", "taskset -c 0 ", "nice ",
  ]

  @Test("a script, and rules over contacts with failing ones")
  func processes() throws {
    let shell = try Shell()
    try FileManager.default.createDirectory(
      at: shell.folder.appending(path: "other/deep"), withIntermediateDirectories: true)
    try shell.write(Self.rules, to: "rules.lua")
    try shell.write(Self.contacts, to: "contacts.ndjson")
    try shell.write(Self.script, to: "script.lua")
    let refer = Shell.refer.path
    var outcomes: [String: Set<String>] = [:]
    // At least twice in each of the surroundings, and in either format.
    for round in 0..<(Trials.areFew ? 2 * Self.surroundings.count : 50) {
      let around = Self.surroundings[round % Self.surroundings.count]
      if around.hasPrefix("taskset"), try shell.run("command -v taskset").status != 0 { continue }
      let (go, up) = round % 3 == 0 ? ("cd other/deep && ", "../../") : ("", "")
      let format = ["ndjson", "csv"][round % 2]
      let from = "--from \(up)contacts.ndjson --now 2026-01-15T12:00:00Z --tz Europe/Berlin"
      for (what, typed) in [
        ("script", "text=$(cat \(up)script.lua); \(around)\(refer) eval -e \"$text\" \(from)"),
        ("rules \(format)", "\(around)\(refer) eval \(up)rules.lua \(from) --format \(format)"),
      ] {
        let outcome = try shell.run(go + typed)
        #expect(outcome.signal == nil)
        #expect(outcome.output.utf8.count + outcome.errors.utf8.count > 1000, "\(outcome.errors)")
        // A path is shown as it was typed.
        let said = "\(outcome.status)\n\(outcome.output)\n\(outcome.errors)".replacing("../../", with: "")
        outcomes[what, default: []].insert(said)
      }
    }
    for (what, different) in outcomes { #expect(different.count == 1, "\(what): \(different.count)") }
  }
}
