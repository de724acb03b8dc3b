import CRows
import LuaHost
import Testing

@Suite("records, as scripts see them")
struct RecordTests {
  private let rows: PeopleRows
  private let ann: Sandbox.Argument

  init() throws {
    rows = try PeopleRows()
    let bob = rows.person("Bob", age: 40, city: "Bern")
    ann = .record(
      People.person,
      rows.person(
        "Ann", age: 30, tags: ["a", "b", "a"], partner: bob,
        meetings: [("coffee", 15), ("lunch", 60), ("call", 15)],
        extra: [("Size", rows.text("L")), ("n", rows.number(2.5)), ("ok", rows.yesno(true))]))
  }

  @Test(
    "fields and what is missing",
    arguments: [
      ("p.name, p.age, math.type(p.age)", "Ann 30 integer"),
      ("p.city, p.vip, p.friend", "nil nil false"),
      ("p.partner.name, p.partner.city, p.partner.partner, #p.partner.tags", "Bob Bern nil 0"),
      ("p.extra.Size, p.extra.n, p.extra.ok, p.extra.other, #p.extra", "L 2.5 true nil 3"),
      ("p.partner == p.partner, p == p.partner, p ~= p, p == 1", "true false false false"),
      ("type(p), type(p.tags), tostring(p)", "userdata userdata record"),
      ("#p.meetings, p.meetings[2].kind, p.meetings[4], p.meetings[0], p.meetings[1.5]", "3 lunch nil nil nil"),
      ("#p.tags, p.tags[1], p.tags[3], p.tags[4]", "3 a a nil"),
    ])
  func fields(_ expression: String, _ text: String) throws { #expect(try shown(expression) == text) }

  @Test(
    "lists in loops",
    arguments: [
      ("for m in p.meetings do out(m.kind) end", "coffee lunch call"),
      ("for i, m in ipairs(p.meetings) do out(i .. m.kind) end", "1coffee 2lunch 3call"),
      ("for i, m in pairs(p.meetings) do out(i .. m.kind) end", "1coffee 2lunch 3call"),
      ("for i = 1, #p.meetings do out(p.meetings[i].minutes) end", "15 60 15"),
      ("for t in p.tags do out(t) end", "a b"),
      ("for i, t in ipairs(p.tags) do out(i .. t) end", "1a 2b 3a"),
      ("for k, v in pairs(p.extra) do out(k .. '=' .. tostring(v)) end", "Size=L n=2.5 ok=true"),
      (
        "for a in p.meetings do for b in p.meetings do out(a.kind:sub(1, 1) .. b.kind:sub(1, 1)) end end",
        "cc cl cc lc ll lc cc cl cc"
      ),
      ("for m in p.partner.meetings do out(m) end", ""),
      ("out(table.concat(p.tags, '+'))", "a+b+a"),
      ("out(select('#', table.unpack(p.meetings)))", "3"),
    ])
  func loops(_ body: String, _ text: String) throws {
    let made = try shown(
      "(function() local o = {} local function out(x) o[#o + 1] = tostring(x) end "
        + "\(body) return table.concat(o, ' ') end)()")
    #expect(made == text)
  }

  @Test(
    "count, sum, where, sort_by and group_by",
    arguments: [
      ("count(p.meetings), count(p.meetings, function(m) return m.minutes > 20 end)", "3 1"),
      ("sum(p.meetings, 'minutes'), sum(p.meetings, function(m) return m.minutes / 2 end)", "90 45"),
      ("where(p.meetings, function(m) return m.minutes == 15 end)[2].kind", "call"),
      ("#where(p.meetings, function() return false end), where(p.tags, function(t) return t == 'b' end)[1]", "0 b"),
      ("sort_by(p.meetings, 'minutes')[1].kind, sort_by(p.meetings, 'minutes')[2].kind", "coffee call"),
      (
        "sort_by(p.meetings, 'minutes', 'down')[1].kind, sort_by(p.meetings, 'minutes', 'down')[2].kind", "lunch coffee"
      ),
      ("#group_by(p.meetings, 'minutes')[15], group_by(p.meetings, 'minutes')[60][1].kind", "2 lunch"),
      ("#group_by(p.meetings, function() end).unknown", "3"),
      ("sort_by({ 3, 'b', 1, 'a', true, 2 }, function(x) return x end)[4]", "a"),
      ("sort_by(sort_by(p.meetings, 'kind'), 'minutes')[1].kind", "call"),
      (
        "count({ 1, 2, 3 }, function(x) return x > 1 end), sum({ 1, 2.5 }), #where({ 1, 2 }, function() return true end)",
        "2 3.5 2"
      ),
    ])
  func lists(_ expression: String, _ text: String) throws { #expect(try shown(expression) == text) }

  @Test(
    "what can't be done says so, on its line",
    arguments: [
      ("p.nmae", "no field is called 'nmae'"),
      ("p[1]", "no field is called 'number'"),
      ("p.secret", "no field is called 'secret'"),
      ("p.meetings[1].name", "no field is called 'name'"),
      ("p.tags.x", "a list has no field 'x': go through it with for, count it with #, or take list[1]"),
      ("set(p, 'name')", "a person can't be changed by a rule: 'name' is read-only"),
      ("set(p.tags, 1)", "a list can't be changed by a rule: it is read-only"),
      ("set(p.extra, 'x')", "a map can't be changed by a rule: 'x' is read-only"),
      ("table.insert(p.tags, 'x')", "this list can't be changed by a rule: it is read-only"),
      ("table.sort(p.meetings)", "this list can't be changed by a rule: it is read-only"),
      ("p.tags(1, 2)", "a list is no function: write for x in list do, or list[1]"),
      ("p()", "attempt to call a record value (local 'p')"),
      ("#p", "attempt to get length of a record value (local 'p')"),
      ("p + 1", "attempt to perform arithmetic on a record value (local 'p')"),
      ("pairs(p)", "bad argument #1 to 'pairs' (table expected, got record)"),
      ("count(p)", "bad argument #1 to 'count' (list expected, got record)"),
      ("sum(p.meetings, 'kind')", "'sum' needs numbers, here is a string"),
      ("sum(p.meetings)", "'sum' needs numbers, here is a userdata"),
      ("where(p.tags)", "bad argument #2 to 'where' (a condition or a function is needed)"),
      ("sort_by(p.tags, 'x', 'sideways')", "bad argument #3 to 'sort_by' (invalid option 'sideways')"),
    ])
  func refusals(_ expression: String, _ message: String) throws {
    let error = #expect(throws: ScriptError.self) { try shown(expression) }
    #expect(error?.line == (expression.hasPrefix("set") ? 1 : 4))
    #expect(error?.message == message)
  }

  @Test(
    "what iterators are given is checked",
    arguments: [
      "'x', 1", "nil, 0", "p, 0", "p.extra, 0", "print, 0", "{}, 0", "1, 1", "p.tags, -1", "p.tags, 99", "p.tags, 'x'",
    ])
  func iterators(_ arguments: String) throws {
    for list in ["p.tags", "p.meetings", "p.extra", "{ 1, 2 }"] {
      let texts = ["utf8.codes('x')", "('x'):gmatch('.')"]
      for start in ["pairs(\(list))", "ipairs(\(list))", "p.meetings", "p.tags"] + texts {
        _ = try shown("(pcall((\(start)), \(arguments)))")
      }
    }
  }

  @Test("the fields that were read, and whether a fact was missing")
  func reads() throws {
    let sandbox = try Sandbox.withPeople()
    func outcome(_ body: String) throws -> Sandbox.Outcome {
      try sandbox.call(try function(sandbox, "return function(p, q) \(body) end"), with: ann, ann)
    }
    #expect(try outcome("return p.name").reads == 1)
    #expect(try outcome("return p.age, p.city").reads == 0b110)
    #expect(try outcome("return p.partner.name").reads == 1 << 6)
    #expect(try outcome("").reads == 0)
    #expect(try outcome("return p.age").readMissing == false)
    #expect(try outcome("return p.city").readMissing == true)
    #expect(try outcome("return p.vip").readMissing == true)
    #expect(try outcome("return p.friend, #p.tags, p.partner.partner").readMissing == false)
    #expect(try outcome("return p.extra.other").readMissing == true)
    #expect(try outcome("return p.extra.Size").readMissing == false)
  }

  @Test("what a missing fact leads to names the fact")
  func reading() throws {
    let sandbox = try Sandbox.withPeople()
    let rule = try function(sandbox, "return function(p)\nreturn p.city:lower() end")
    let error = #expect(throws: ScriptError.self) { try sandbox.call(rule, with: ann) }
    #expect(error?.reading == "city")
    #expect(error?.line == 2)
    #expect(error?.message == "attempt to index a nil value (field 'city')")
  }

  @Test(
    "nothing that belongs to one call can be read in the next",
    arguments: [
      "p", "p.partner", "p.meetings", "p.tags", "p.extra", "p.meetings[1]",
      "where(p.meetings, function() return true end)", "sort_by(p.tags, function(t) return t end)",
    ])
  func generations(_ kept: String) throws {
    let uses = [
      "kept.name", "kept[1]", "#kept", "ipairs(kept) and kept[1]", "count(kept)", "kept()", "step(kept, 0)",
      "table.concat(kept)", "table.unpack(kept)", "kept == nil or hand(kept)",
    ]
    // A map crosses by its name only.
    for use in uses where kept != "p.extra" || !use.contains("hand") {
      let sandbox = try Sandbox.withPeople()
      try sandbox.define("hand") { _ in .none }
      let keep = try function(sandbox, "return function(p) kept = \(kept) step = pairs(p.tags) end")
      let read = try function(sandbox, "return function(p) return \(use) end")
      _ = try sandbox.call(keep, with: ann)
      let error = #expect(throws: ScriptError.self, "\(use)") { try sandbox.call(read, with: ann) }
      #expect(error?.reason == .failed)
    }
  }

  @Test("a kept record can't be handed to the host either")
  func keptRecords() throws {
    let sandbox = try Sandbox.withPeople()
    let keep = try function(sandbox, "return function(p) kept = p.partner end")
    let give = try function(sandbox, "return function() return kept end")
    _ = try sandbox.call(keep, with: ann)
    _ = try sandbox.call(try function(sandbox, "return function(p) end"), with: ann)
    let error = #expect(throws: ScriptError.self) { try sandbox.call(give, []) }
    #expect(error?.message == "what belongs to one contact can't be kept for the next")
  }

  @Test("one handle serves all frozen calls, and each sees its own record")
  func frozenCalls() throws {
    let sandbox = try Sandbox.withPeople()
    let rule = try function(
      sandbox,
      """
      local last
      return function(p) local was = last last = p return p.age + (was and 1 or 0) end
      """)
    try sandbox.freeze()
    for age in [20.0, 30, 40] {
      sandbox.begin(.decision)
      let outcome = try sandbox.call(rule, with: .record(People.person, rows.person("X", age: age)))
      guard case .number(let number) = outcome.value else { throw HostError("no number") }
      #expect(number == age)
    }
  }

  @Test("what a call gives: nothing at all is not nil")
  func outcomes() throws {
    let sandbox = try Sandbox.withPeople()
    func value(_ body: String) throws -> String {
      let rule = try function(sandbox, "return function(p, n) \(body) end")
      let outcome = try sandbox.call(rule, with: ann, .number(2.5))
      return switch outcome.value {
      case .text(let text): "text " + String(decoding: text, as: UTF8.self)
      case let other: "\(other)"
      }
    }
    #expect(try value("") == "nothing")
    #expect(try value("return nil") == "none")
    #expect(try value("return n > 2") == "yesno(true)")
    #expect(try value("return n * 2, 7") == "number(5.0)")
    #expect(try value("return ''") == "text ")
    #expect(try value("return p.name .. '\\0x'") == "text Ann\0x")
    #expect(try value("return {}") == "other(\"table\")")
  }

  @Test("conditions of the host hold for records only")
  func conditions() throws {
    let sandbox = try Sandbox.withPeople()
    try sandbox.set("long", to: .object(7))
    sandbox.testObject = { id, schema, cells in
      guard id == 7, schema == People.meeting else { return -1 }
      return cells[1].as.number > 20 ? 1 : cells[1].as.number > 15 ? 2 : 0
    }
    func number(_ expression: String) throws -> String { try shown(expression, sandbox) }
    #expect(try number("count(p.meetings, long), where(p.meetings, long)[1].kind") == "1 lunch")
    for wrong in ["count({ p }, long)", "count(p.tags, long)", "count({ 1 }, long)", "long.x", "long(1)"] {
      #expect(throws: ScriptError.self, "\(wrong)") { try number(wrong) }
    }
  }

  /// What the expression gives for Ann, each value as `tostring` prints it.
  private func shown(_ expression: String, _ sandbox: Sandbox? = nil) throws -> String {
    let sandbox = try sandbox ?? Sandbox.withPeople()
    let rule = try function(
      sandbox,
      """
      local function set(t, k) t[k] = 1 end
      return function(p)
      local values = table.pack(
      \(expression))
      for i = 1, values.n do values[i] = tostring(values[i]) end
      return table.concat(values, " ", 1, values.n) end
      """)
    let outcome = try sandbox.call(rule, with: ann)
    guard case .text(let text) = outcome.value else { throw HostError("no text") }
    return String(decoding: text, as: UTF8.self)
  }
}
