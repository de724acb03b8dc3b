import ReferModel
import ReferStore
import Testing

@testable import ReferKit

/// All about one person on one screen.
struct ShowingTests {
  private static let ada = """
    {"name":"Ada Park","nickname":"Addie","title":"SVP","organization":"Park Bank","profession":"banker",\
    "industry":"finance","serves":"b2b","city":"Irvine","country":"US","emails":["ada@example.com"],\
    "phones":["+1 949 555 0111"],"tags":["golf"],"trust":4,"stage":"credibility","is_client":true,\
    "met_at":"2025-06-25T10:00:00Z","met_event":{"name":"Mixer"},"introduced_by":{"name":"Maria García"},\
    "do_not_contact":true,"notes":"First line.\\nSecond line, which is so long that it has to be broken somewhere.",\
    "interactions":[{"at":"2025-12-20T10:00:00Z","kind":"one_to_one","minutes":45,"notes":"Slow payers."},\
    {"at":"2026-02-01T10:00:00Z","kind":"call"}],\
    "promises":[{"what":"a list","by":"them","due":"2026-01-26T00:00:00Z","state":"open"},\
    {"what":"a book","by":"me","due":"2025-01-26T00:00:00Z","state":"kept"}],\
    "asks":[{"what":"an introduction","at":"2025-12-02T00:00:00Z"},{"what":"a name","response":"given"}],\
    "referrals_received":[{"at":"2025-03-14T20:00:00Z","prospect":{"name":"Northstar"},"stage":"won","value":9800.5,\
    "currency":"USD"},{"at":"2025-05-14T20:00:00Z","prospect":{"name":"Edo"},"stage":"won","value":500,\
    "currency":"JPY"}],"referrals_given":[{"at":"2025-08-01","prospect":{"name":"Quill"},"stage":"new"}],\
    "introductions":[{"to":{"name":"Emily Zhang"},"at":"2025-11-14T12:00:00Z","channel":"in person"}],\
    "gifts":[{"what":"a book","direction":"out","value":30,"currency":"USD"}],\
    "thanked":[{"kind":"card","at":"2025-12-07T02:00:00Z"}],"custom":{"Lead Status":"New"},\
    "answers":{"influence":{"value":true,"at":"2025-12-23T12:00:00Z"}}}
    """

  @Test func `everything is on one screen, newest first`() throws {
    let book = try BookOfTests([Self.ada])
    let due = """
      Ada Park (1)
      SVP at Park Bank · banker, finance · serves b2b
      Irvine, US
      ! asked not to be contacted

      reach         ada@example.com · +1 949 555 0111
      last spoke    3 weeks ago, 2025-12-20 (one_to_one, 45 min)
      met           2025-06-25 at Mixer · introduced by Maria García
      standing      credibility · trust 4 · your client
      tags          golf
      known as      Addie
      promises      1: them: a list, due 2026-01-26 01:00 (in 11 days)
      promised      1 kept
      you asked     2025-12-02  an introduction
      gave you      2 referrals, 2 won, 500 JPY + 9800.50 USD
                    2: 2025-05-14  Edo, won, 500 JPY
                    1: 2025-03-14  Northstar, won, 9800.50 USD
      you gave      1 referral
                    3: 2025-08-01  Quill, new
      put together  2025-11-14  with Emily Zhang, in person
      gifts         a book, to them, 30.00 USD
      thanks        2025-12-07  card
      answers       influence: yes (2025-12-23)
      notes         First line.
                    Second line, which is so long
                    that it has to be broken
                    somewhere.
      custom        Lead Status: New
      history       2026-02-01  call
                    2025-12-20  one_to_one, 45
                    min: Slow payers.

      """
    // As wide as a screen, the longer lines are whole.
    #expect(try Self.unwrapped(book.show("ada")) == Self.unwrapped(due))
    let narrow = try book.show("ada", width: 44)
    #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= 44 })
    #expect(narrow.hasSuffix(due[(due.firstRange(of: "notes ")?.lowerBound ?? due.startIndex)...]))
  }

  /// All words, with one space between them.
  private static func unwrapped(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  @Test func `of many talks the last ten are shown`() throws {
    let talks = (10...40).map { #"{"at":"2025-02-01T00:\#($0):00Z","kind":"call"}"# }
    let book = try BookOfTests([#"{"name":"Ada","interactions":[\#(talks.joined(separator: ","))]}"#])
    let lines = try book.show("ada").split(separator: "\n")
    #expect(lines.last == "              and 21 more")
    #expect(lines.count { $0.hasSuffix("call") } == 10)
  }

  @Test func `nobody's text steers the terminal`() throws {
    let book = try BookOfTests([#"{"name":"A\u001b[2J","notes":"one\u0007\ntwo\r\nthree\u202e","tags":["a\nEve (7)"],"city":"X\nEve"}"#])
    for format in [OutputFormat.table, .markdown, .json] {
      let text = try book.show("1", format)
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E && $0.value != 7 })
      #expect(text.contains("three") && !text.contains("\nEve"))
    }
  }

  @Test func `a contact of whom only the name is known is a line`() throws {
    let book = try BookOfTests([#"{"name":"Ada"}"#])
    #expect(try book.show("ada") == "Ada (1)\n")
    #expect(try book.show("ada", .markdown) == "## Ada (1)\n")
    #expect(try book.show("ada", .csv) == "field,value\r\nid,1\r\nname,Ada\r\n")
  }

  @Test func `Markdown lists what there are several of`() throws {
    let text = try BookOfTests([Self.ada]).show("ada", .markdown)
    #expect(text.hasPrefix("## Ada Park (1)\n\nSVP at Park Bank · banker, finance · serves b2b\n\nIrvine, US\n"))
    #expect(text.contains("\n- **tags**: golf\n- **known as**: Addie\n\n**promises**\n\n- 1: them: a list, due"))
    #expect(text.hasSuffix("**history**\n\n- 2026-02-01  call\n- 2025-12-20  one\\_to\\_one, 45 min: Slow payers.\n"))
  }

  @Test(arguments: [(5, "JPY", "5 JPY"), (5, "USD", "0.05 USD"), (-980_050, "USD", "-9800.50 USD"), (1, "", "0.01")])
  func `money has the decimals of its currency`(_ minor: Int64, _ currency: String, _ text: String) {
    #expect(Money.text(minor, currency) == text)
  }
}
