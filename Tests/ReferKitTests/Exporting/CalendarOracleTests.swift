import Foundation
import ReferModel
import TestSupport
import Testing

@testable import ReferKit

/// `export --as ics` as Python's icalendar reads it.
@Suite("calendars as icalendar reads them")
struct CalendarOracleTests {
  private static let python = PythonOracle.python(with: "icalendar")

  private struct Calendar: Decodable {
    struct Alarm: Decodable, Equatable {
      let action, related, description: String?
      let seconds: Double
    }

    struct Item: Decodable {
      let kind, uid, start, end: String
      let sequence: Int
      let summary, details, status, related: String?
      let stamp, completed: Double?
      let alarms: [Alarm]
      let errors: [String]
    }

    let errors: [String]
    let version: String
    let items: [Item]
  }

  /// Names that would break lines, lists and components. icalendar takes a backslash before an n, a comma or a semicolon
  /// of the text itself for one of the format, so none stands there.
  private static let texts = [
    "Ada; Park, Ltd.", "Bo\nEND:VTODO\nBEGIN:VEVENT", "C\\y\\ z", "Dee 👩🏽‍🔧 " + String(repeating: "é€😀", count: 60),
    "\"E\":^n=;", "Fay\r\nUID:x", "גּוּס مرحبا", "Hal\tIto",
  ]

  private func book() throws -> BookOfTests {
    let encoder = JSONEncoder()
    let lines = try Self.texts.map { text in
      let name = String(decoding: try encoder.encode(text), as: UTF8.self)
      return #"{"name":\#(name),"met_at":"2026-01-13T09:00:00Z","referrals_received":[{"at":"2026-01-14T09:00:00Z"}]}"#
    }
    let book = try BookOfTests(lines)
    let rules = """
      bucket "all" { otherwise = true }
      follow_up "after; we, met" {
        from = "met",
        steps = {
          { after = hours(24), by = hours(48), limit = hours(72), note = "write; a, note\\nwith \\\\ and 😀" },
          { after = days(7), note = "connect" },
        },
      }
      follow_up "again" { from = "last_interaction", every = days(30), by = days(40), note = "call" }
      thank_you "every referral" { on = "referral_received", within = hours(48) }
      """
    try Data(rules.utf8).write(to: URL(filePath: book.workspace.rules))
    var add = AddEvent("Mixer; with, all", in: book.workspace, run: try book.run())
    add.options.at = "2026-01-20 18:00"
    add.place = "Hall 1;\\ back, left"
    _ = try add.make()
    return book
  }

  private func exported(_ book: BookOfTests, now: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let evaluation = Evaluation(rules: try book.workspace.ownRules(), over: book.workspace, run: try book.run(now: now))
    _ = try CalendarExport(evaluation).write(to: Output { bytes += $0 })
    return bytes
  }

  private func read(_ bytes: [UInt8]) throws -> Calendar {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/oracle/calendar.py").standardized
    return try JSONDecoder().decode(Calendar.self, from: try PythonOracle.ask(Self.python, script, Data(bytes)))
  }

  private func plain(_ text: String) -> String { text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }

  @Test("each component has its times, its texts and its alarm", .enabled(if: python != nil))
  func components() throws {
    let calendar = try read(exported(book(), now: "2026-01-15T12:00:00Z"))
    #expect(calendar.errors == [] && calendar.version == "2.0")
    let todos = calendar.items.filter { $0.kind == "VTODO" }
    #expect(todos.count >= 3 * Self.texts.count)
    #expect(Set(calendar.items.map(\.kind)) == ["VTODO", "VEVENT"])
    #expect(Set(calendar.items.map(\.uid)).count == calendar.items.count)
    for item in calendar.items {
      #expect(item.errors == [])
      #expect(item.stamp == 1_768_478_400)
      #expect(item.sequence >= 0)
    }
    for todo in todos {
      let (start, end) = (try #require(Double(todo.start)), try #require(Double(todo.end)))
      #expect(end > start, "\(todo)")
      #expect(todo.status == "NEEDS-ACTION" && todo.completed == nil)
      #expect(
        todo.alarms == [.init(action: "DISPLAY", related: "END", description: todo.summary, seconds: -86_400)])
      #expect(calendar.items.contains { $0.kind == "VEVENT" && $0.related == todo.uid && $0.summary == todo.summary })
    }
    for text in Self.texts {
      let due = plain(text) + ": write; a, note\nwith \\ and 😀"
      #expect(todos.contains { $0.summary == due }, "\(text.debugDescription)")
    }
    #expect(calendar.items.contains { $0.summary == "Mixer; with, all" })
  }

  @Test("lines end in CRLF, and none has more than 75 bytes")
  func lines() throws {
    let bytes = try exported(book(), now: "2026-01-15T12:00:00Z")
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
    #expect(lines.count > 200)
    for line in lines {
      #expect(line.last == 13 && line.count <= 76)
      #expect(line.dropLast().allSatisfy { $0 >= 0x20 || $0 == 9 } && !line.dropLast().isEmpty)
    }
  }

  @Test("a later export updates the first: same ids, later sequences", .enabled(if: python != nil))
  func updates() throws {
    let book = try book()
    let first = try read(exported(book, now: "2026-01-15T12:00:00Z"))
    let rules = try book.workspace.ownRules()
    let evaluation = Evaluation(rules: rules, over: book.workspace, run: try book.run(now: "2026-01-15T13:00:00Z"))
    _ = try DueDay(evaluation).print(as: .json, to: Output { _ in })
    _ = try AnswerItem("1", .done(), evaluation).make()
    _ = try AnswerItem("2", .snoozed(until: "2d"), evaluation).make()
    _ = try AnswerItem("3", .skipped(why: "no"), evaluation).make()
    let second = try read(exported(book, now: "2026-01-15T14:00:00Z"))
    let before = Dictionary(uniqueKeysWithValues: first.items.map { ($0.uid, $0) })
    let after = Dictionary(uniqueKeysWithValues: second.items.map { ($0.uid, $0) })
    #expect(Set(before.keys).isSubset(of: after.keys))
    var changed = 0
    for (uid, old) in before {
      let new = try #require(after[uid])
      #expect(new.stamp == 1_768_485_600)
      let isSame = (old.start, old.end, old.status) == (new.start, new.end, new.status)
      #expect(isSame ? new.sequence >= old.sequence : new.sequence > old.sequence, "\(old) \(new)")
      if !isSame { changed += 1 }
    }
    // Three answers, each a task and a day; what one message does for another rule is more.
    #expect(changed >= 5)
    let states = Dictionary(grouping: second.items.filter { $0.kind == "VTODO" }) { $0.status ?? "" }.mapValues(\.count)
    #expect((states["COMPLETED"] ?? 0) >= 1 && (states["CANCELLED"] ?? 0) >= 1)
    #expect(second.items.allSatisfy { $0.errors == [] })
    #expect(second.items.allSatisfy { $0.status != "COMPLETED" || $0.completed != nil && $0.alarms == [] })
  }
}
