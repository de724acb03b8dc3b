import Foundation
import Testing

/// The examples in the reference of the rules language.
@Suite("Examples of refer words")
struct WordExampleTests {
  private struct Reference: Decodable {
    struct Word: Decodable {
      let name: String
      let available: Bool
      let example: String
    }
    let words: [Word]
  }

  private func words(_ shell: Shell) throws -> [Reference.Word] {
    let json = try shell.run("refer words --format json").output
    return try JSONDecoder().decode(Reference.self, from: Data(json.utf8)).words
  }

  @Test("together they are sound rules, whose example holds")
  func together() throws {
    let shell = try Shell()
    let available = try words(shell).filter(\.available)
    #expect(available.count >= 5)
    try shell.write(available.map { $0.example + "\n" }.joined(), to: "rules.lua")
    let outcome = try shell.run("refer check rules.lua")
    #expect(outcome.output == "rules.lua: sound, 1 example holds\n")
    #expect(outcome.status == 0)
  }

  @Test("each loads with the buckets that it names, and is printed as it stands")
  func alone() throws {
    let shell = try Shell()
    let words = try words(shell)
    let bucket = try #require(words.first { $0.name == "bucket" })
    for word in words {
      let page = try shell.run("refer words \(word.name)")
      let shown = word.example.split(separator: "\n").map { "  \($0)\n" }.joined()
      #expect(page.output.hasSuffix("\n\n" + shown), "\(word.name)")
      guard word.available else { continue }
      try shell.write(word.example + (word.name == bucket.name ? "" : "\n" + bucket.example), to: "\(word.name).lua")
      let outcome = try shell.run("refer check \(word.name).lua")
      // Alone, the example of `example` lacks the question that makes it hold.
      #expect(outcome.status == (word.name == "example" ? 1 : 0), "\(word.name): \(outcome.output)")
    }
  }
}
