import TestSupport
import Testing

/// What a pack must not see, it can't tell apart: see ``SpyWorld``.
@Suite("A pack that spies on the rules that use it")
struct SpyingPackTests {
  private func expectBlind(_ text: String, _ worlds: [SpyWorld]) throws {
    let seen = try worlds.map { try $0.seen(text) }
    #expect(seen[0] == seen[1], "\(text)")
  }

  /// Ways to a condition on a field that is not declared.
  static let conditions = [
    "contains('notes', 'hush')", "deep(contains, 'notes', 'hush')", "deeper(contains, 'notes', 'hush')",
    "deep(is, 'trust', 5)", "deep(is_not, 'trust', 5)", "deep(has, 'birthday')", "deep(at_least, 'trust', 3)",
    "deep(at_most, 'trust', 3)", "deep(within, 'last_interaction_at', days(9000))", "deep(has_tag, 'vip')",
    "deep(is, 'introduced_by', 'hush')", "deep(is, 'introduced_by.name', 'hush')", "deep(has, 'custom.Lead')",
    "deep(any_of, { deep(has, 'birthday') })", "deep(all_of, { has('name'), deep(has_tag, 'vip') })",
    "deep(none_of, { deep(has_tag, 'vip') })", "select(2, pcall(contains, 'notes', 'hush'))",
    "require('lib')(contains, 'notes', 'hush')", "require('lib')(deep, contains, 'notes', 'hush')", "require('tail')",
    "select(2, pcall(require, 'tail'))", "next((group_by({ 'birthday' }, has)))", "next((deep(group_by, { 'birthday' }, has)))",
    "(function() return contains('notes', 'hush') end)()", "(function() return deep(contains, 'notes', 'hush') end)()",
    "(function() local c; ('x'):gsub('x', function() c = deep(contains, 'notes', 'hush') end) return c end)()",
    "(function() local c; table.sort({ 1, 2 }, function(a, b) c = deep(has, 'birthday') return a < b end) return c end)()",
    "(function() local c; count({ 1 }, function() c = deep(has, 'birthday') end) return c end)()",
    "(function() local c; where({ 1 }, function() c = has('birthday') return true end) return c end)()",
    "(function() local c; sort_by({ 1, 2 }, function() c = has('birthday') return 1 end) return c end)()",
    "(function() local c; pcall(function() c = has('birthday') error('x') end) return c end)()",
    "(function() local c; pcall(error, setting and has('birthday')) return has('birthday') end)()",
    "(function() local f = has; local _ENV = { f = f }; return f('birthday') end)()",
    "(is_used and deep(has, 'birthday') or has('name'))",
  ]
  /// Where a condition may stand.
  static let places = [
    "question 'q' { ask = '?', answer = C }", "bucket 'A' { when = C }\nbucket 'B' { otherwise = true }",
    "bucket 'A' { otherwise = true }\nguard 'g' { before = 'asking', when = C, say = 'x' }",
    "bucket 'A' { otherwise = true }\nguard 'g' { before = 'asking', unless = C, say = 'x' }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', when = C }", "thank_you 't' { on = 'met', when = C }",
    "local c = C\nquestion 'q' { ask = '?', answer = function(contact) return count({ contact }, c) == 1 end }",
    "question 'q' { ask = '?', answer = function(contact) return count({ contact }, C) == 1 end }",
    "question 'q' { ask = '?', answer = function(contact) show(count, where({ contact }, C)) end }",
    "deep(question, 'q', { ask = '?', answer = C })", "deep(deep(question, 'q'), { ask = '?', answer = C })",
  ]

  @Test("has no condition on a field that it does not declare", arguments: conditions)
  func condition(_ condition: String) throws {
    let worlds = try SpyWorld.both()
    for place in Self.places { try expectBlind(place.replacing("C", with: condition), worlds) }
  }

  /// Ways to a value, where `contact` is one.
  static let values = [
    "contact.notes", "deep(function() return contact.notes end)", "deep(function() return contact['no' .. 'tes'] end)",
    "sum({ contact }, 'trust')", "deep(sum, { contact }, 'trust')", "next(group_by({ contact }, 'notes'))",
    "sort_by({ contact, contact }, 'notes')", "deep(sort_by, { contact }, 'notes')[1].notes", "contact.introduced_by",
    "deep(tostring, contact)", "deep(next, contact)", "deep(rawget, contact, 'notes')", "#contact.referrals_received",
    "('notes'):gsub('.*', contact)", "deep(('x').rep, contact)", "contact.id", "contact.answers", "contact.buckets",
    "me.email", "deep(function() return me.email end)", "rawget(_ENV, 'me')", "_ENV['me'].email", "next(_ENV)",
    "sum({ me }, 'email')", "deep(group_by, { me }, 'email')", "settings.secret", "deep(function() return settings.secret end)",
    "select(2, pcall(function() return settings.secre end))", "group_by({ settings }, 'secret')", "mine", "helper(contact)",
    "deep(function() return helper(contact) end)", "_ENV.mine", "answers.own", "answers.theirs",
    "deep(function() return answers.own end)", "sum({ answers }, 'degree')", "next(group_by({ answers }, 'own'))",
    "deep(group_by, { answers }, 'degree')", "select(2, pcall(function() return answers.hush_questio end))",
    "select(2, pcall(function() return answers.open_questio end))", "#contacts()", "deep(contacts)", "#deep(contacts)",
    "deep(contacts)[1].notes", "count(deep(interactions))", "deep(referrals)", "deep(events)", "require('deeptail')",
    "require('lib')(contacts)", "next(group_by({ 1 }, contacts))", "sum({ 'a' }, contacts)", "('x'):gsub('x', contacts)",
    "select(2, pcall(error, contact)).notes", "deep(function() return unknown == answers.own end)",
  ]
  /// Where a value may be looked at: when the file loads, and in each function of a rule.
  static let functions = [
    "local contact\nshow(function() return V end)\nquestion 'q' { ask = '?' }",
    "question 'q' { ask = '?', answer = function(contact) show(function() return V end) return true end }",
    "question 'q' { ask = '?', choices = { { 'a', 1 } }, answer = function(contact) return pcall(function() return V end) and 'a' end }",
    "bucket 'A' { when = function(contact, answers) show(function() return V end) return true end }",
    "bucket 'A' { when = function(contact) return pcall(function() return V end) end }\nbucket 'B' { otherwise = true }",
    "guard 'g' { before = 'asking', when = function(contact) show(function() return V end) return true end, say = 'x' }",
    "thank_you 't' { on = 'met', gift = function(contact) show(function() return V end) return 'x' end }",
    "thank_you 't' { on = 'met', gift = function(contact) return tostring(select(2, pcall(function() return V end))) end }",
    "template 't' { text = function(contact, answers, me) show(function() return V end) return 'x' end }",
    "bucket 'A' { otherwise = true }\nshortlist 's' { at_most = 3, by = function(contact) show(function() return V end) return 1 end }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', when = function(contact) show(function() return V end) return true end }",
  ]

  @Test("has no value that it was not given", arguments: values)
  func value(_ value: String) throws {
    let worlds = try SpyWorld.both()
    for place in Self.functions { try expectBlind(place.replacing("V", with: value), worlds) }
  }

  /// Declarations that name what the user's own rules declare, or another pack.
  static let names = [
    "bucket 'A' { when = is('own', yes) }", "bucket 'A' { when = is('theirs', yes) }", "bucket 'A' { when = has('own') }",
    "bucket 'A' { when = deep(is, 'own', yes) }", "bucket 'A' { when = any_of { has('name'), is('own', yes) } }",
    "bucket 'A' { needs = { 'own' } }", "bucket 'A' { needs = 'own' }", "bucket 'A' { needs = { own = yes } }",
    "bucket 'A' { needs = { theirs = no } }", "bucket 'A' { needs = { degree = at_least(3) } }",
    "bucket 'A' { when = at_least('degree', 3) }", "bucket 'A' { set = 'z', when = in_bucket('OWNB', 'ownset') }",
    "bucket 'A' { set = 'z', when = in_bucket('OWNB') }", "bucket 'A' { set = 'z', when = deep(in_bucket, 'OWNB') }",
    "bucket 'A' { set = 'z', when = none_of { in_bucket('OWNB') } }",
    "guard 'g' { before = 'asking', when = in_bucket('OWNB', 'ownset'), say = 'x' }",
    "guard 'g' { before = 'asking', unless = in_bucket('OWNB'), say = 'x' }",
    "guard 'g' { before = 'asking', when = is('own', yes), say = 'x' }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', when = is('own', yes) }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', when = in_bucket('OWNB', 'ownset') }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', only_in = { 'OWNB' } }",
    "follow_up 'f' { from = 'met', every = days(9), note = 'x', only_in = 'ownlist' }",
    "follow_up 'f' { from = 'met', steps = { { after = days(9), note = 'x', only_in = { 'OWNB' } } } }",
    "follow_up 'f' { from = 'met', steps = { { after = days(9), note = 'x', only_in = { 'ownlist' } } } }",
    "follow_up 'f' { from = 'met', steps = { { after = days(9), send = 'owntext' } } }",
    "follow_up 'f' { from = 'met', every = days(9), send = 'owntext' }", "thank_you 't' { on = 'met', send = 'owntext' }",
    "thank_you 't' { on = 'met', when = is('own', yes) }", "thank_you 't' { on = 'met', when = in_bucket('OWNB') }",
    "bucket 'A' { otherwise = true }\nshortlist 's' { only_in = { 'OWNB' }, by = 'score', at_most = 1 }",
    "bucket 'A' { otherwise = true }\nshortlist 's' { by = 'degree', at_most = 1 }",
    "template 't' { text = '{{settings.secret}}' }", "template 't' { text = '{{answers.own}}' }",
    "template 't' { text = '{{contact.notes}} {{me.email}}' }", "deep(template, 't', { text = '{{contact.notes}}' })",
    "template 't' { text = '{{event.name}}' }", "deep(template, 't', { text = '{{me.email}}', subject = '{{me.name}}' })",
    "question 'q' { ask = '?', answer = is('own', yes) }", "bucket 'A' { otherwise = true, hand_to = settings.secret }",
    "question 'q' { ask = '?', measure = 'trust', points = { { 0, 0 }, { 3, 1 } } }",
    "question 'q' { ask = '?', measure = 'interactions', points = { { 0, 0 }, { 1, 1 } } }",
    "shortlist 's' { by = 'trust', at_most = 1 }", "deep(shortlist, 's', { by = 'trust', at_most = 1 })",
    "follow_up 'f' { from = 'birthday', every = days(9), note = 'x' }", "thank_you 't' { on = 'referral_received' }",
    "deep(thank_you, 't', { on = 'referral_received' })", "deep(follow_up, 'f', { from = 'birthday', every = days(9), note = 'x' })",
    // A question that is called as a field is: the field is meant.
    "bucket 'A' { when = is('city', yes) }", "bucket 'owmb' { set = 'z', when = in_bucket('hush_bucke') }",
    "bucket 'A' { needs = { 'open_questio' } }", "question 'theirs' { answer = has('name') }",
  ]

  @Test("names nothing that the user's own rules, or a pack that it does not use, declare", arguments: names)
  func naming(_ text: String) throws {
    let worlds = try SpyWorld.both()
    try expectBlind(text, worlds)
    try expectBlind(text + "\nquestion 'q2' { ask = '?', weight = 0 }\nbucket 'B' { otherwise = true }", worlds)
    try expectBlind("if is_used then\n\(text)\nend\nquestion 'q2' { ask = '?' }", worlds)
  }

  @Test("sees each of these where it may: what is tried is no slip of the pen")
  func control() throws {
    let reads = ["name", "met_at", "notes", "trust", "birthday", "tags", "introduced_by", "custom", "last_interaction_at"]
    // Of these nothing comes back: no key of a table is a condition.
    let worlds = try SpyWorld.both()
    for condition in Self.conditions where !condition.contains("group_by") {
      let text = Self.places[0].replacing("C", with: condition)
      let seen = try worlds.map { try $0.seen(text, reads: reads) }
      #expect(seen.allSatisfy { !$0.hasPrefix("refused") } && seen[0] != seen[1], "\(condition): \(seen)")
    }
    let own = worlds[0].own
    let allowed = Self.names.filter { text in
      (try? Trial("local function deep(f, ...) return f(...) end\n" + own + text)) != nil
    }
    #expect(allowed.count > 30, "\(Self.names.filter { !allowed.contains($0) })")
  }

  @Test("loads alone, and sees lists without records, as where it is checked")
  func alone() throws {
    let text = "question 'q' { ask = '?', answer = is_used and deep(has, 'notes') or has('name') }"
    for world in try SpyWorld.both() { #expect(try world.seen(text, isUsed: false).contains("q 1.0")) }
  }
}
