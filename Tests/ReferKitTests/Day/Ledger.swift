import ReferModel
import Testing

@testable import ReferKit

/// What a simulated user met with, was told and did: kept without the program's help, to judge it by.
struct Ledger {
  struct Person {
    let metAt: Double
    let trust: Double?
    /// Real contacts: when, and of which kind.
    var touches: [(at: Double, kind: String)] = []
    /// Since when they are in a group whose members may not be left alone, by its name.
    var since: [String: Double] = [:]
  }

  struct Referral {
    let giver: String
    let at: Double
    var wonAt: Double?
    var endedAt: Double?
    var thanks: [Double] = []
    var news: [Double] = []
  }

  var people: [String: Person] = [:]
  var referrals: [String: Referral] = [:]
  /// Until when items are out of sight, and which are for good, by their ids.
  var snoozed: [String: Double] = [:]
  var over: Set<String> = []
  private var work: [(at: Double, minutes: Int)] = []
  /// How many things of each kind were done.
  private(set) var done: [String: Int] = [:]

  mutating func touch(_ id: String, _ at: Double, _ kind: String) { people[id]?.touches.append((at, kind)) }

  func minutes(since: Double) -> Double { Double(work.filter { $0.at > since }.map(\.minutes).reduce(0, +)) }

  /// What was done in the evening: an item's own kind of contact, thanks, or news.
  mutating func did(_ line: QuarterUser.Line, _ report: DeedReport, _ now: Double) {
    work.append((now, line.minutes))
    done[line.kind, default: 0] += 1
    over.insert(line.id)
    let referral = report["referral"]
    switch line.kind {
    case "follow_up":
      touch(line.contact, now, report["as"])
      referrals[referral]?.news.append(now)
    case "thank_you": referrals[referral]?.thanks.append(now)
    case "news": referrals[referral]?.news.append(now)
    default: break
    }
  }

  /// The day as it is shown: numbered, the most urgent first, each once, and nothing that was answered already.
  func see(_ lines: [QuarterUser.Line], at now: Double) {
    #expect(lines.map(\.n) == Array(1...max(lines.count, 1)).prefix(lines.count).map { $0 })
    #expect(Set(lines.map(\.id)).count == lines.count)
    let urgency = lines.compactMap { ["red", "amber", "green", "waiting"].firstIndex(of: $0.state) }
    #expect(urgency.count == lines.count && urgency == urgency.sorted())
    for line in lines {
      #expect(line.problem == nil, "\(line)")
      #expect(!over.contains(line.id), "it was answered for good: \(line)")
      // The day goes on until midnight, six hours away.
      if let until = snoozed[line.id] { #expect(until < now + 6 * 3600, "it was put off: \(line)") }
    }
  }
}
