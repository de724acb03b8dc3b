import CRows
import Foundation
import GRDB
import ReferModel
import TestSupport
import Testing

@testable import ReferStore

/// What was, can be seen again; what was done, can be taken back.
struct HistoryTests {
  private static let people = [
    #"{"name":"Ada Park","emails":["a@x.com","b@x.com"],"tags":["golf"],"trust":3,"custom":{"k":"v"}}"#,
    #"{"name":"Bo Lind","interactions":[{"at":1,"kind":"call"}],"referrals":[{"direction":"received","stage":"new"}]}"#,
    #"{"name":"Cy Ng","introduced_by":"Ada Park","met_event":{"name":"Mixer"},"answers":{"q":{"value":4,"at":5.25}}}"#,
  ]

  @Test(arguments: 1...8) func `each moment is seen as it was, and all deeds are taken back in reverse`(seed: Int)
    throws
  {
    let stored = try StoredBook()
    var random = Seeded(seed)
    var states: [(moment: Double, dump: [String])] = [(0, try stored.dump())]
    for turn in 1...20 {
      let moment = Double(turn)
      let standing = try stored.book.read { try $0.deeds(limit: 1000) }.filter { $0.undoneBy == nil }
      let isUndone = turn % 5 == 0 && !standing.isEmpty
      if isUndone, let last = standing.first {
        _ = try stored.book.undo(last.id, at: moment)
      } else {
        try stored.book.write("test", at: moment) { writer in
          try Self.change(writer, &random)
          return "changed"
        }
      }
      states.append((moment, try stored.dump()))
    }
    for state in states { #expect(try stored.dump(asOf: state.moment) == state.dump) }
    let last = states.count
    for deed in (1...20).reversed() {
      let known = try stored.book.read { try $0.deed(Int64(deed)) }
      guard let known, known.undoneBy == nil else { continue }
      _ = try stored.book.undo(known.id, at: Double(last))
      let before = states[deed - 1].dump
      if known.undoes == nil { #expect(try stored.dump() == before, "after deed \(deed) was taken back") }
    }
  }

  /// Any change that the writer can make.
  private static func change(_ writer: BookWriter, _ random: inout Seeded) throws {
    let rows = try ContactRows(people).rows
    let contacts = try Int64.fetchAll(writer.db, sql: "SELECT id FROM contact ORDER BY id")
    guard let contact = contacts.randomElement(using: &random), Int.random(in: 0..<4, using: &random) > 0 else {
      for row in rows { try writer.insertContact(row) }
      return try writer.linkPeople()
    }
    func place(_ field: String) -> Int { Schema.contact.index[field] ?? 0 }
    switch Int.random(in: 0..<7, using: &random) {
    case 0: try writer.updateContact(contact, [place("trust"): .number(Double.random(in: 0...5, using: &random))])
    case 1: try writer.updateContact(contact, [place("emails"): rows[0][place("emails")], place("tags"): rw_cell()])
    case 2: try writer.updateContact(contact, [place("introduced_by"): rows[2][place("introduced_by")]])
    case 3:
      guard let call = rows[1][place("interactions")].nested?.baseAddress else { return }
      try writer.insertRecord(call, of: .interaction, contact: contact)
    case 4:
      guard let referral = try Row.fetchOne(writer.db, sql: "SELECT contact, id FROM referral ORDER BY random() LIMIT 1")
      else { return }
      try writer.addStage("won", at: 9.5, contact: referral["contact"], referral: referral["id"])
      try writer.addBusiness(500, "USD", at: 9, contact: referral["contact"], referral: referral["id"])
    case 5: try writer.addAnswer(to: "q", .number(2), at: 7, contact: contact)
    default: try writer.setProfile("name", "Me \(Int.random(in: 0...9, using: &random))")
    }
  }

  @Test func `no fact of the future is seen in any table`() throws {
    let stored = try StoredBook(Self.people, at: 1)
    let before = try stored.dump()
    try stored.book.write("plant", at: 2) { writer in
      for row in try ContactRows(Self.people).rows { try writer.insertContact(row) }
      try writer.db.execute(
        sql: """
          INSERT INTO "group" (id, since, name, name_key) VALUES (1, 2, 'Chamber', 'chamber');
          INSERT INTO membership ("group", contact, since, seat) VALUES (1, 1, 2, 'banker');
          INSERT INTO meeting (id, "group", since, at) VALUES (1, 1, 2, 5);
          INSERT INTO attendance (meeting, contact, since, code) VALUES (1, 1, 2, 'P');
          INSERT INTO event_attendance (event, contact, since) VALUES (1, 1, 2);
          INSERT INTO slip ("group", since, "key", contact, kind) VALUES (1, 2, 'k', 1, 'visitor');
          INSERT INTO tally ("group", contact, begins, ends, since) VALUES (1, 1, '2026-01-01', '2026-02-01', 2);
          INSERT INTO cost (since, kind, amount_minor, currency) VALUES (2, 'fee', 100, 'USD');
          INSERT INTO hand_edit (contact, field, since, at) VALUES (1, 'title', 2, 2);
          INSERT INTO source_record (source, "key", since, contact, digest, content) VALUES ('s', 'k', 2, 1, 'd', '{}');
          INSERT INTO update_duty (contact, referral, n, since) SELECT contact, id, 1, 2 FROM referral;
          INSERT INTO introduced (contact, n, since, person_name) VALUES (1, 5, 2, 'X');
          INSERT INTO introduction (contact, id, since, to_name) VALUES (1, 1, 2, 'X');
          INSERT INTO promise (contact, id, since, what) VALUES (1, 1, 2, 'X');
          INSERT INTO ask (contact, id, since, what) VALUES (1, 1, 2, 'X');
          INSERT INTO gift (contact, id, since, what) VALUES (1, 1, 2, 'X');
          INSERT INTO thank_you (contact, id, since, kind) VALUES (1, 1, 2, 'card');
          INSERT INTO hand_bucket (contact, n, since, "set", kind, text) VALUES (1, 1, 2, 'main', 'text', 'A');
          INSERT INTO phone (contact, n, since, number) VALUES (1, 7, 2, '5');
          INSERT INTO component (contact, n, since, component) VALUES (1, 7, 2, 'support');
          INSERT INTO event (since, name) VALUES (2, 'Later');
          INSERT INTO not_same (contact, other, since) VALUES (1, 2, 2);
          INSERT INTO merged (was, since, contact) VALUES (9, 2, 1);
          INSERT INTO item (id, since, contact, rule, state, at) VALUES ('x', 2, 1, 'r', 'done', 2);
          UPDATE contact SET city = 'Later';
          DELETE FROM tag;
          INSERT INTO tag (contact, n, since, tag) VALUES (1, 7, 2, 'later');
          """)
      try writer.addStage("won", at: 2, contact: 2, referral: 1)
      try writer.addBusiness(5, "USD", at: 2, contact: 2, referral: 1)
      try writer.setProfile("zone", "Europe/Berlin")
      return "planted"
    }
    let untouched = try stored.book.inspected { db in
      try TableShape.remembered(db).map(\.name).filter { name in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(name)\" WHERE since = 2") == 0
      }
    }
    #expect(untouched == [], "every table has a fact of the future")
    #expect(try stored.dump(asOf: 1.5) == before)
    #expect(try stored.dump() != before)
  }

  @Test func `a deed on which another builds is not taken back alone`() throws {
    let stored = try StoredBook(Self.people, at: 1)
    try stored.book.write("edit", at: 2) { writer in
      try writer.updateContact(1, [Schema.contact.index["trust"] ?? 0: .number(1)])
      return "edited"
    }
    #expect(throws: BookError.undoneOutOfOrder(1, by: 2)) { try stored.book.undo(1, at: 3) }
    #expect(try stored.lines().count == 3)
  }

  @Test func `a failing deed leaves nothing`() throws {
    let stored = try StoredBook(Self.people, at: 1)
    let before = try stored.dump()
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try stored.book.write("test", at: 2) { writer in
        for row in try ContactRows(Self.people).rows { try writer.insertContact(row) }
        throw Stop()
      }
    }
    #expect(try stored.dump() == before)
    #expect(try stored.book.read { try $0.deeds(limit: 9).count } == 1)
  }

  @Test func `who is forgotten stands nowhere in the file`() throws {
    let stored = try StoredBook(Self.people, at: 1)
    try stored.book.write("edit", at: 2) { writer in
      try writer.updateContact(1, [Schema.contact.index["trust"] ?? 0: .number(1)])
      return "Edited Ada Park"
    }
    #expect(try stored.book.forget(1, at: 3) == 1)
    for file in ["", "-wal", "-shm"] {
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: stored.folder.book + file)) else { continue }
      #expect(bytes.range(of: Data("Ada Park".utf8)) == nil, "in book\(file)")
      #expect(bytes.range(of: Data("a@x.com".utf8)) == nil, "in book\(file)")
    }
    #expect(try stored.lines().count == 2)
    #expect(throws: BookError.forgotten(3)) { try stored.book.undo(3, at: 4) }
  }
}
