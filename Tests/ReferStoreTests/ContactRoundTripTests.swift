import CRows
import GRDB
import ReferFormats
import ReferModel
import TestSupport
import Testing

@testable import ReferStore

/// What goes into the book comes out of it.
struct ContactRoundTripTests {
  @Test func `a contact with records of every kind comes back with all of them`() throws {
    let line = """
      {"id":"1","name":"Ada Park","first_name":"Ada","last_name":"Park","email":"ada@example.com",\
      "emails":["ada@example.com","ada@example.org"],"phones":["+1 949 555 0111"],"organization":"Park Bank",\
      "tags":["board","golf"],"birthday":"--04-16","trust":4,"met_at":"2025-06-25T00:00:00Z",\
      "met_event":{"name":"Mixer","kind":"mixer","at":"2025-06-25T18:00:00Z","cost":12.5,"currency":"USD"},\
      "introduced_by":{"name":"Maria García"},"components":["support"],"do_not_contact":false,"is_client":true,\
      "interactions":[{"at":"2025-06-27T23:30:00Z","kind":"note","minutes":15,\
      "event":{"name":"Mixer","kind":"mixer","at":"2025-06-25T18:00:00Z","cost":12.5,"currency":"USD"}},\
      {"at":"2025-11-18T23:00:00Z","kind":"one_to_one","notes":"Compared notes."}],\
      "last_interaction_at":"2025-11-18T23:00:00Z",\
      "promises":[{"what":"a list","by":"them","at":"2025-12-01T00:00:00Z","due":"2026-01-26T00:00:00Z",\
      "state":"late"}],"asks":[{"what":"an introduction","at":"2025-12-02T00:00:00Z"}],\
      "introductions":[{"to":{"name":"Emily Zhang"},"at":"2025-11-14T00:00:00Z","channel":"in person"}],\
      "gifts":[{"what":"a book","direction":"out","value":30,"currency":"JPY"}],\
      "thanked":[{"kind":"card","at":"2025-12-07T02:00:00Z","referral":"r1"}],"buckets":{"main":"A"},\
      "custom":{"Lead Status":"New"},\
      "referrals":[{"id":"1","at":"2025-03-14T20:00:00Z","direction":"received","giver":{"name":"Bo"},\
      "prospect":{"name":"Northstar"},"stage":"won","value":9800.5,"currency":"USD"}],\
      "answers":{"good_at_it":{"value":4,"at":"2025-03-25T12:00:00Z"},"influence":true}}
      """
    let stored = try StoredBook([line])
    #expect(try stored.lines() == [line])
  }

  @Test func `a contact is read while another is, and again after it`() throws {
    let lines = (1...3).map { number in
      """
      {"name":"P\(number)","interactions":[{"at":"2025-03-0\(number)","event":{"name":"Mixer"}}],\
      "referrals":[{"direction":"given","stage":"won","value":\(number)}]}
      """
    }
    let stored = try StoredBook(lines)
    func line(_ cells: Cells) -> String {
      var json = JSONBytes()
      RecordJSON.write(cells, of: .contact, to: &json)
      return String(decoding: json.bytes, as: UTF8.self)
    }
    let due = try stored.lines()
    try stored.book.read { reader in
      for _ in 0..<2 {
        let inner = try reader.contact(1) { first in
          let second = try reader.contact(2) { line($0) }
          return [line(first), second, try reader.contact(3) { line($0) }]
        }
        #expect(inner == due)
      }
      #expect(try reader.contact(9) { line($0) } == nil)
    }
  }

  @Test func `records are read with their events, and anew when these have changed`() throws {
    let line = #"{"name":"Ada","interactions":[{"kind":"call","event":{"name":"Mixer"}},{"kind":"note"}]}"#
    let stored = try StoredBook([line])
    try stored.book.write("edit", at: 1) { writer in
      func events() throws -> [String?] {
        try writer.records(of: .interaction, contact: 1) { records in
          records.map { record in
            Schema.interaction.index["event"].flatMap { record.cells[$0].nested?.baseAddress }.flatMap { event in
              Schema.event.index["name"].flatMap { event[$0].text }
            }
          }
        }
      }
      #expect(try events() == ["Mixer", nil])
      try writer.db.execute(sql: "UPDATE event SET name = 'Ball'")
      #expect(try events() == ["Ball", nil])
      #expect(try writer.records(of: .interaction, contact: 2) { $0.count } == 0)
      return nil
    }
  }
}
