import Foundation
import ReferModel
import ReferStore
import TestSupport
import Testing

@testable import ReferKit

/// Deeds in a test's own book.
extension BookOfTests {
  static let today = "2026-01-15T12:00:00Z"

  /// Ada Park (1), Bo Lind (2) and María García (3).
  static func ofThree() throws -> BookOfTests {
    try BookOfTests([
      #"{"name":"Ada Park","organization":"Park Bank"}"#, #"{"name":"Bo Lind"}"#, #"{"name":"María García"}"#,
    ])
  }

  @discardableResult
  func log(_ words: String..., now: String = today, _ change: (inout LogInteraction) -> Void = { _ in }) throws
    -> DeedReport
  {
    var log = LogInteraction(words, in: workspace, run: try run(now: now))
    change(&log)
    return try log.make()
  }

  @discardableResult
  func event(_ name: String, _ change: (inout AddEvent) -> Void = { _ in }) throws -> DeedReport {
    var add = AddEvent(name, in: workspace, run: try run())
    change(&add)
    return try add.make()
  }

  @discardableResult
  func receive(_ prospect: String, by name: String, _ change: (inout EnterReferral) -> Void = { _ in }) throws
    -> DeedReport
  {
    var receive = EnterReferral(of: prospect, by: name, in: workspace, run: try run())
    change(&receive)
    return try receive.make()
  }

  @discardableResult
  func give(_ prospect: String, to name: String, _ change: (inout EnterReferral) -> Void = { _ in }) throws -> DeedReport {
    var give = EnterReferral(of: prospect, to: name, in: workspace, run: try run())
    change(&give)
    return try give.make()
  }

  @discardableResult
  func stage(
    _ referral: String, _ stage: String, now: String = today, _ change: (inout MoveReferral) -> Void = { _ in }
  ) throws -> DeedReport {
    var move = MoveReferral(referral, to: stage, in: workspace, run: try run(now: now))
    change(&move)
    return try move.make()
  }

  @discardableResult
  func win(_ referral: String, _ value: String, _ currency: String? = nil) throws -> DeedReport {
    try stage(referral, "won") {
      $0.value = value
      $0.currency = currency
    }
  }

  @discardableResult
  func introduce(_ one: String, _ other: String, _ change: (inout IntroducePeople) -> Void = { _ in }) throws -> DeedReport {
    var introduce = IntroducePeople(one, other, in: workspace, run: try run())
    change(&introduce)
    return try introduce.make()
  }

  @discardableResult
  func thank(_ name: String, _ kind: String? = nil, _ change: (inout ThankPerson) -> Void = { _ in }) throws -> DeedReport {
    var thank = ThankPerson(name, kind, in: workspace, run: try run())
    change(&thank)
    return try thank.make()
  }

  @discardableResult
  func promise(_ name: String, _ what: String, by due: String, _ change: (inout MakePromise) -> Void = { _ in }) throws
    -> DeedReport
  {
    var promise = MakePromise(name, what, by: due, in: workspace, run: try run())
    change(&promise)
    return try promise.make()
  }

  @discardableResult
  func settle(_ name: String, _ what: String? = nil, isKept: Bool = true, now: String = today) throws -> DeedReport {
    try SettlePromise(name, what, isKept: isKept, in: workspace, run: try run(now: now)).make()
  }

  @discardableResult
  func request(_ name: String, _ what: String?, _ change: (inout RequestHelp) -> Void = { _ in }) throws -> DeedReport {
    var request = RequestHelp(name, what, in: workspace, run: try run())
    change(&request)
    return try request.make()
  }

  /// Another book that has read the export of this one.
  func copy() throws -> BookOfTests {
    let copy = try BookOfTests()
    let folder = try TemporaryFolder()
    let file = try folder.write(try export(), to: "export.ndjson")
    let report = try ImportFiles([file], into: copy.workspace, run: try copy.run()).perform()
    #expect(report.unreadable == 0)
    return copy
  }

  func dump() throws -> [String] { try export().split(separator: "\n").map(String.init) }

  /// What a deed that can't be done says.
  func refusal(_ status: ReferError.Status = .impossible, _ body: () throws -> Any) -> String {
    let error = #expect(throws: ReferError.self) { _ = try body() }
    #expect(error?.status == status)
    return error?.description ?? ""
  }
}
