package import LuaHost
import ReferModel

/// All that a rules file declares, checked: every name in it is known, every value fits.
package struct RuleSet: Sendable {
  /// Where it is declared; the lines of its parts are counted over all its files.
  package let source: ScriptSource
  package var questions: [Question] = []
  package var sets: [BucketSet] = []
  package var shortlists: [Shortlist] = []
  package var followUps: [FollowUpRule] = []
  package var thankYous: [ThankYouRule] = []
  package var guards: [Guard] = []
  package var templates: [Template] = []
  package var settings: [Setting] = []
  /// Those of the packs that are used, by their number from 1.
  package var settingsOfPacks: [Int: [Setting]] = [:]
  package var examples: [Example] = []
  /// The field tests inside buckets' conditions, by the place that ``BucketCondition/field(_:)`` names.
  package var fieldTests: [StatedTest] = []
  /// The field tests of what is asked once all is decided, in the same way.
  package var lateTests: [StatedTest] = []

  package var isEmpty: Bool {
    questions.isEmpty && sets.isEmpty && shortlists.isEmpty && followUps.isEmpty && thankYous.isEmpty
      && guards.isEmpty && templates.isEmpty && settings.isEmpty && examples.isEmpty
  }

  init(source: ScriptSource) { self.source = source }

  /// Every test that a bucket makes of a question's answer.
  var answerTests: [(question: Int, test: AnswerTest)] {
    var tests: [(question: Int, test: AnswerTest)] = []
    func visit(_ condition: BucketCondition) {
      switch condition {
      case .question(let question, let test): tests.append((question, test))
      case .any(let parts), .all(let parts), .none(let parts): parts.forEach(visit)
      case .field, .bucket: break
      }
    }
    for bucket in sets.flatMap(\.buckets) {
      for need in bucket.needs { tests.append((need.question, need.test)) }
      if case .condition(let condition)? = bucket.when { visit(condition) }
    }
    return tests
  }
}

/// A test of a field, and who states it first.
package struct StatedTest: Sendable {
  let path: FieldPath
  let test: Condition.Test
  let site: Site

  /// What makes two of them one.
  struct Key: Hashable {
    let path: FieldPath
    let test: Condition.Test
  }
  var key: Key { Key(path: path, test: test) }
}

/// A ranked choice of a few.
package struct Shortlist: Sendable {
  package enum Ranking: Sendable {
    case score
    case field(FieldPath)
    case function(RuleFunction)
  }
  package let name: String
  /// Places of buckets, as set and bucket; empty: all contacts.
  package let onlyIn: [BucketPlace]
  package let by: Ranking
  package let atMost: Int
  package let warnUnder: Int?
  /// Who declares it.
  let origin: Int
  package let line: Int
}

/// A bucket by the place of its set and its own.
package struct BucketPlace: Hashable, Sendable {
  package let set: Int
  package let bucket: Int
}

/// A value that each user sets.
package struct Setting: Sendable {
  package enum Kind: String, CaseIterable, Sendable { case text, number, yesno, length, date, contact }
  package let name: String
  package let kind: Kind
  package let help: String?
  package let value: LuaValue
  package let line: Int
}

/// A case that must hold.
package struct Example: Sendable {
  package let name: String
  package let given: LuaTable
  package let answers: LuaTable
  package let now: String?
  package let expect: LuaTable
  package let line: Int
}
