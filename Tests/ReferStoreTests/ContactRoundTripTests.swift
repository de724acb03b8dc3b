import CRows
import ReferFormats
import ReferModel
import ReferStore
import TestSupport
import Testing

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
}
