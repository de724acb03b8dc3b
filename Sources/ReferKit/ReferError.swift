import ReferFormats
import ReferReports
import ReferRules
import ReferStore

/// Why a command could not do what it was asked, in one message that says what to do.
public struct ReferError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What a program that calls refer is told by the exit status.
  public enum Status: Int32, Hashable, Sendable {
    /// Finished, but some contact, row or example failed.
    case someFailed = 1
    /// Could not do it: rules, data, an unknown or ambiguous name.
    case impossible = 2
    /// The run's budget, or the watchdog.
    case overBudget = 3
    /// Options that don't go together (EX_USAGE of sysexits.h).
    case wrongUsage = 64
  }

  public let status: Status
  public let description: String

  public init(_ description: String, status: Status = .impossible) {
    self.status = status
    self.description = description
  }

  /// The same error as the rooms below say it.
  static func wrap<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as RulesError {
      throw ReferError(error.description, status: error.isOverBudget ? .overBudget : .impossible)
    } catch let error as InputError {
      throw ReferError(TerminalText.escaped("\(error)"))
    } catch let error as BookError {
      throw ReferError(TerminalText.escaped("\(error)"))
    }
  }
}
