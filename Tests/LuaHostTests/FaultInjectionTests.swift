import CRows
import LuaHost
import Testing

/// The allocator fails at each of its calls in turn: nothing crashes, nothing leaks (run it with
/// scripts/sanitize), and a run that reports no error gives what an undisturbed run gives.
@Suite("out of memory at any moment")
struct FaultInjectionTests {
  @Test("for ever from there on, once, twice and five times")
  func everyAllocation() throws {
    let reference = try #require(try outcome(fault: (0, 0)))
    #expect(reference == Self.expected)
    var allocations = 1
    while try outcome(fault: (allocations, 0)) != reference {
      allocations += 1
      try #require(allocations < 100_000, "it never succeeds")
    }
    for times in [1, 2, 5] {
      for at in 1..<allocations {
        guard let got = try outcome(fault: (at, times)), got != reference else { continue }
        Issue.record("\(times) failures at allocation \(at) changed the result to \(got)")
      }
    }
  }

  private static let expected = """
    rules 3 text "a, b, c" sum 45 sorted 1 1 2 3 4 5 9 caught tag=b:missing words 3a
    true Ann 30 berlin/work 2 of 3 75
    7 meetings coffee,lunch,call:coffee=1 lunch=1 call=1

    """

  private static let source = #"""
    local function caught(message)
      local ok, why = pcall(error, { code = message }, 0)
      return not ok and why.code
    end
    local names = {}
    declare "first" { weight = 1, names = { "a", "b", "c" } }
    declare "second" { weight = 2, run = function(x) return x end }
    declare "third" { weight = 3 }
    for _, name in ipairs(declared().names) do names[#names + 1] = name end
    local numbers = { 3, 1, 4, 1, 5, 9, 2 }
    table.sort(numbers, function(a, b) return a < b end)
    local total = 0
    for i = 1, 9 do total = total + i end
    local closures = {}
    for i = 1, 20 do closures[i] = function() return i end end
    local filled = ("$a:$b"):gsub("%$(%w)", function(key) return ({ a = "b", b = "missing" })[key] end)
    local words = 0
    for _ in ("one two three"):gmatch("%a+") do words = words + 1 end
    local long = ("x"):rep(5000) .. #numbers
    assert(long:upper():find("X7", 1, true) == 5000 and #table.concat(numbers, ("-"):rep(300)) > 1800)
    print("rules " .. declared().count .. ' text "' .. table.concat(names, ", ") .. '" sum ' .. total,
      "sorted " .. table.concat(numbers, " "))
    print(caught("caught"), "tag=" .. filled, "words " .. words .. require("words")[1])
    local state = { limits = { low = 1, high = 2 }, calls = 0 }
    function decide(person, score)
      local where = {}
      for key, value in pairs(person.extra) do where[#where + 1] = key .. "=" .. tostring(value) end
      local work = person.tags[1] .. "/" .. string.format("%s", person.tags[2])
      print(tostring(person.vip), person.name, person.age, work,
        count(person.meetings, function(m) return m.minutes > 20 end) .. " of " .. #person.meetings,
        sum(person.meetings, "minutes") / state.limits.high)
      return #where + #person.partner.name + score
    end
    function list(person)
      local kinds, groups = {}, {}
      for meeting in person.meetings do kinds[#kinds + 1] = meeting.kind end
      local by_kind = group_by(person.meetings, "kind")
      for meeting in sort_by(person.meetings, "minutes") do
        groups[#groups + 1] = meeting.kind .. "=" .. #by_kind[meeting.kind]
      end
      return "meetings " .. table.concat(kinds, ",") .. ":" .. table.concat(groups, " ")
    end
    return decide, list, { closures[3](), { deep = { numbers } } }
    """#

  /// What the whole scenario gives; nil when it reports an error.
  private func outcome(fault: (at: Int, times: Int)) throws -> String? {
    do {
      return try scenario(fault: fault)
    } catch let error as ScriptError {
      guard case .memory = error.reason else {
        Issue.record("failing at allocation \(fault) is reported as \(error)")
        return nil
      }
      return nil
    }
  }

  private func scenario(fault: (at: Int, times: Int)) throws -> String {
    let rows = try PeopleRows()
    let sandbox = try Sandbox.withPeople(fault: fault)
    let printed = sandbox.recording()
    var declared: [LuaValue] = []
    try sandbox.define("declare") { _ in .object(1) }
    try sandbox.define("declared") { _ in
      guard case .table(let first)? = declared.first, let names = first["names"] else { throw HostError("nothing") }
      return .table(
        LuaTable(pairs: [
          .init(key: .text("count"), value: .integer(declared.count)), .init(key: .text("names"), value: names),
        ]))
    }
    sandbox.callObject = { call in
      declared.append(call.arguments[1])
      return .none
    }
    try sandbox.set("settings", to: .table(LuaTable(items: [.text("x"), .number(1.5)])))
    try sandbox.define(
      module: "words", source: "return { 'a', f = function() return 1 end }", file: "words.lua", firstLine: 500)
    let returned = try sandbox.run(Self.source, name: "fault.lua")
    guard case .function(let decide) = returned[0], case .function(let list) = returned[1] else {
      throw HostError("no functions")
    }
    try sandbox.freeze()
    sandbox.begin(.decision)
    let ann = rows.person(
      "Ann", age: 30, city: "Berlin", vip: true, tags: ["berlin", "work"], partner: rows.person("Bob"),
      meetings: [("coffee", 15), ("lunch", 60), ("call", 75)], extra: [("a", rows.number(1)), ("b", rows.text("x"))])
    let first = try sandbox.call(decide, with: .record(People.person, ann), .number(2))
    guard case .number(let number) = first.value else { throw HostError("no number") }
    let second = try sandbox.call(list, with: .record(People.person, ann))
    guard case .text(let text) = second.value else { throw HostError("no text") }
    return printed.text.replacing("\t", with: " ").replacing("\ncaught", with: " caught")
      + "\(Int(number)) " + String(decoding: text, as: UTF8.self) + "\n"
  }
}
