import ReferModel
import Testing

/// The closed lists of deeds: what may be typed for each word.
struct ClosedWordTests {
  private func check<Word: ClosedWord>(_ list: Word.Type) {
    for word in list.allCases {
      for spelling in [word.name] + word.synonyms { #expect(list.named(spelling) == word, "\(list.noun) \(spelling)") }
    }
    #expect(Set(list.names).count == list.names.count)
    #expect(list.named("") == nil && list.named("--") == nil && list.named("no such word") == nil)
  }

  @Test func `each spelling means one word of its list`() {
    check(InteractionKind.self)
    check(Channel.self)
    check(Direction.self)
    check(Response.self)
    check(Tier.self)
    check(Handoff.self)
    check(ThanksKind.self)
    check(EventRole.self)
    check(ReferralStage.self)
  }

  @Test(arguments: ["coffee", "1-2-1", "One to One", "one_to_one", "ONE-TO-ONE", "1 to 1", "121"])
  func `case, spaces, hyphens and points do not count`(_ typed: String) {
    #expect(InteractionKind.named(typed)?.name == "one_to_one")
  }

  @Test func `only what is really between two people says when they last spoke`() {
    #expect(InteractionKind.oneSided == ["follow", "learning", "bulk_mail"])
    #expect(InteractionKind.named("newsletter")?.isNetworking == false)
  }

  @Test func `an open referral goes on to what is later, and all else opens it again`() {
    let open: [ReferralStage] = [.new, .acknowledged, .contacted, .meeting, .proposal]
    for (place, stage) in open.enumerated() {
      for (later, next) in open.enumerated() {
        #expect(stage.step(to: next) == (later == place ? .same : later > place ? .onward : .reopening))
      }
    }
    let ends = ReferralStage.allCases.filter { !open.contains($0) }
    #expect(ends == [.won, .lost, .declined, .unreachable, .expired] && ends.allSatisfy(\.isEnd))
    for end in ends {
      for stage in open { #expect(stage.step(to: end) == .onward && end.step(to: stage) == .reopening) }
      for other in ends { #expect(end.step(to: other) == (end == other ? .same : .reopening)) }
    }
    #expect(ReferralStage.allCases.filter(\.needsReason) == [.lost, .declined])
  }

  @Test(
    arguments: [
      ("New", .new), ("Pending", .contacted), ("In Progress", .contacted), ("Closed", .won), ("TYFCB", .won),
      ("No Sale", .lost), ("not interested", .declined), ("no answer", .unreachable),
    ] as [(String, ReferralStage)])
  func `the words of BNI are stages, too`(_ typed: String, _ stage: ReferralStage) {
    #expect(ReferralStage.named(typed) == stage)
  }
}
