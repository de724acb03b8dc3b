import Foundation
import Testing

@testable import ReferKit

@Suite("Decisions as CSV")
struct CSVDecisionsTests {
  /// The fields of RFC 4180, read by a parser that knows nothing of the writer.
  private func parsed(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      switch (byte, isQuoted) {
      case (0x22, true) where next == 0x22:
        field.append(byte)
        place += 1
      case (0x22, _): isQuoted.toggle()
      case (0x2C, false):
        row.append(String(decoding: field, as: UTF8.self))
        field = []
      case (0x0D, false) where next == 0x0A:
        rows.append(row + [String(decoding: field, as: UTF8.self)])
        (row, field) = ([], [])
        place += 1
      default: field.append(byte)
      }
      place += 1
    }
    return rows
  }

  private func text(_ value: ContactDecision.Value?) -> String {
    switch value {
    case .yesno(let yes): yes ? "yes" : "no"
    case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .label(let label): label
    case nil: ""
    }
  }

  @Test("what is read back is what was decided", arguments: Run.examples)
  func readBack(_ example: String) throws {
    let run = try Run(example: example)
    let rows = parsed(try run.printed(.csv))
    let decisions = try run.decisions()
    let titles = try #require(rows.first)
    #expect(rows.count == decisions.count + 1)
    #expect(rows.allSatisfy { $0.count == titles.count })
    for (row, decision) in zip(rows.dropFirst(), decisions) {
      let cells = Dictionary(uniqueKeysWithValues: zip(titles, row))
      #expect(cells["id"] == decision.id)
      #expect(cells["name"] == decision.name ?? "")
      #expect(cells["bucket"] == decision.bucket ?? "")
      #expect(cells["title"] == decision.title ?? "")
      #expect(cells["settled"] == (decision.settled ? "yes" : "no"))
      #expect(cells["possible"] == decision.possible.joined(separator: "; "))
      #expect(cells["score"].flatMap(Double.init) == decision.score)
      #expect(cells["score_min"].flatMap(Double.init) == decision.scoreMin)
      #expect(cells["score_max"].flatMap(Double.init) == decision.scoreMax)
      for (set, bucket) in decision.buckets { #expect(cells["buckets.\(set)"] == bucket ?? "") }
      for (name, answer) in decision.answers { #expect(cells["answers.\(name)"] == text(answer.value)) }
      #expect(cells["open"] == decision.open.joined(separator: "; "))
      #expect(cells["why"] == decision.why.joined(separator: "; "))
      #expect(cells["error"] == "")
    }
  }

  @Test("data stays as it is, commas, quotes, lines and controls among it")
  func dataAsItIs() throws {
    let run = try Run(
      code: "bucket \"A, \\\"B\\\"\" { otherwise = true }",
      contacts: [#"{"id":" 1","name":"Ann, \"the\r\nBoss\" \u001b[31m"}"#, #"{"id":"2","name":"=1+1"}"#])
    let rows = parsed(try run.printed(.csv))
    #expect(rows[1].prefix(3) == [" 1", "Ann, \"the\r\nBoss\" \u{1B}[31m", "A, \"B\""])
    #expect(rows[2].prefix(2) == ["2", "=1+1"])
  }
}
