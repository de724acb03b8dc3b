import Testing

@testable import ReferModel

@Suite("The nearest name")
struct NearestTests {
  static let words = [
    "question", "bucket", "shortlist", "follow_up", "thank_you", "guard", "goal", "insight", "template", "setting",
    "example", "met", "weight", "otherwise", "ask", "answer", "ask_again",
  ]

  @Test(
    "slips of the finger are seen through",
    arguments: [
      ("mat", "met"), ("Otherwise", "otherwise"), ("quesiton", "question"), ("bukcet", "bucket"),
      ("folow_up", "follow_up"),
      ("follow-up", "follow_up"), ("Follow Up", "follow_up"), ("follow", "follow_up"), ("wieght", "weight"),
      ("WEIGHT", "weight"),
      ("anwser", "answer"), ("thankyou", "thank_you"),
    ])
  func finds(name: String, meant: String) {
    #expect(Nearest.suggestion(for: name, among: Self.words) == meant)
  }

  @Test("what is far from everything is left alone", arguments: ["", "zz", "xyz", "entirely", "introduction", "q"])
  func findsNone(name: String) {
    #expect(Nearest.suggestion(for: name, among: Self.words) == nil)
  }

  @Test("among equals the first is taken, and a common start counts")
  func isStable() {
    #expect(Nearest.suggestion(for: "cat", among: ["bat", "rat"]) == "bat")
    #expect(Nearest.suggestion(for: "cit", among: ["wit", "city"]) == "city")
  }

  @Test("long names take no long time")
  func isBounded() {
    let long = String(repeating: "a", count: 200_000)
    #expect(Nearest.suggestion(for: long, among: [String(repeating: "b", count: 200_000), "a"]) == nil)
  }
}
