import Foundation
import ReferModel
import ReferStore
import TestSupport
import Testing

@testable import ReferKit

/// A quarter of a year with an empty book to begin with: what the rules promise holds every evening, as long as the user
/// does what the day asks.
@Suite("a quarter of obeying refer due")
struct QuarterTests {
  /// Under a sanitizer a month has to do.
  private static let days = Trials.areFew ? 31 : 92
  private static let hour = 3600.0

  @Test(arguments: Persona.all)
  func `whoever obeys thanks in time, leaves nobody alone, and works no longer than they have`(persona: Persona) throws {
    // Over the change of clocks on 29 March.
    let user = try QuarterUser(persona, from: "2026-02-16")
    var middle: (export: String, deeds: Int, now: String)?
    for number in 0..<Self.days {
      try user.live(number)
      try checkThanks(user)
      try checkFirstNotes(user)
      try checkNews(user)
      // To decide about everyone takes longest; in between, nobody is left alone who was not the evening before.
      try checkGaps(user, decides: number % 3 == 0)
      #expect(user.ledger.minutes(since: try user.now - 6.99 * 86_400) <= persona.hours * 60)
      if number == Self.days - 12 {
        middle = (try user.book.export(), try user.newestDeed(), try user.run().now)
      }
    }
    try checkTheEnd(user, try #require(middle))
    if Trials.areFew { return }
    let done = user.ledger.done
    #expect((done["follow_up"] ?? 0) > 80 && (done["thank_you"] ?? 0) > 10, "the quarter was busy: \(done)")
    #expect((done["news"] ?? 0) > 2 && (done["promise"] ?? 0) > 3, "the quarter was busy: \(done)")
  }

  /// - Parameter middle: the book twelve days before.
  private func checkTheEnd(_ user: QuarterUser, _ middle: (export: String, deeds: Int, now: String)) throws {
    let book = user.book
    #expect(try Doctor(book.workspace).problems == [])
    #expect(try book.export(asOf: middle.now) == middle.export)
    let planned = try WeekPlan(user.evaluation()).make()
    #expect(planned == (try WeekPlan(hours: user.persona.hours, user.evaluation()).make()))
    let end = try book.export()
    let last = try user.newestDeed()
    for number in stride(from: last, to: middle.deeds, by: -1) { try book.undo(Int64(number)) }
    #expect(try book.export() == middle.export)
    #expect(try Doctor(book.workspace).problems == [])
    // And forth again: an undo is a deed like any other.
    for number in stride(from: try user.newestDeed(), to: last, by: -1) { try book.undo(Int64(number)) }
    #expect(try book.export() == end)
    #expect(try WeekPlan(user.evaluation()).make() == planned)
  }

  // MARK: What holds each evening

  /// For each referral, and for business that came of it.
  private func checkThanks(_ user: QuarterUser) throws {
    let (now, today) = (try user.now, try user.run().now)
    for (id, referral) in user.ledger.referrals {
      let owed = [(referral.at, user.persona.thanks), (referral.wonAt, user.persona.businessThanks)]
      for case (let since?, let hours) in owed where now >= since + hours * Self.hour {
        let isThanked = referral.thanks.contains { $0 >= since && $0 < since + hours * Self.hour }
        #expect(isThanked, "no thanks for referral \(id) within \(hours) hours; now \(today)")
      }
    }
  }

  /// Everyone met gets a first word within three days.
  private func checkFirstNotes(_ user: QuarterUser) throws {
    let (now, today) = (try user.now, try user.run().now)
    for (id, person) in user.ledger.people where now >= person.metAt + 72 * Self.hour {
      let first = person.touches.map(\.at).first { $0 > person.metAt }
      #expect((first ?? .infinity) < person.metAt + 72 * Self.hour, "no first note to \(id); now \(today)")
    }
  }

  /// Whoever gave a referral that ended hears of it by the end of the seventh day.
  private func checkNews(_ user: QuarterUser) throws {
    let (now, today) = (try user.now, try user.run().now)
    for (id, referral) in user.ledger.referrals {
      guard let end = referral.endedAt, now >= end + 7.5 * 24 * Self.hour else { continue }
      let isTold = referral.news.contains { $0 >= end && $0 < end + 7.5 * 24 * Self.hour }
      #expect(isTold, "no news of referral \(id); now \(today)")
    }
  }

  private func checkGaps(_ user: QuarterUser, decides: Bool) throws {
    let (now, today) = (try user.now, try user.run().now)
    if decides {
      var decisions: [ContactDecision] = []
      _ = try user.evaluation().decide { decisions.append($0) }
      #expect(decisions.count == user.ledger.people.count && decisions.allSatisfy { $0.error == nil })
      for gap in user.persona.gaps {
        let members = members(of: gap, decisions, user)
        for decision in decisions { user.note(decision.id, isIn: gap.group, members.contains(decision.id), since: now) }
      }
    }
    for gap in user.persona.gaps {
      for (id, person) in user.ledger.people {
        guard let entered = person.since[gap.group] else { continue }
        let touched = person.touches.last { gap.kind == nil || $0.kind == gap.kind }?.at
        let since = max(touched ?? person.metAt, entered)
        // The day's work is done in the evening: half a day more at most.
        #expect(
          now - since < (gap.days + 0.5) * 24 * Self.hour,
          "\(id) of \(gap.group) is left alone since \(Instant(seconds: since)); now \(today)")
      }
    }
  }

  private func members(of gap: Persona.Gap, _ decisions: [ContactDecision], _ user: QuarterUser) -> Set<String> {
    let inside = decisions.filter { decision in
      guard let set = gap.set else { return decision.bucket == gap.group }
      return decision.buckets[set] == gap.group
    }.map(\.id)
    guard let most = gap.atMost else { return Set(inside) }
    let trusted = inside.sorted { one, other in
      let (a, b) = (user.ledger.people[one]?.trust ?? 0, user.ledger.people[other]?.trust ?? 0)
      return a == b ? (Int(one) ?? 0) < (Int(other) ?? 0) : a > b
    }
    return Set(trusted.prefix(most))
  }
}

extension QuarterUser {
  func newestDeed() throws -> Int { try UndoDeed(book.workspace, run: try run()).list(limit: 1).first?.number ?? 0 }
}
