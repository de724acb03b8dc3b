/// Why a script was stopped, and where. No text of the host's own internals is in it.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// The source is no Lua.
    case syntax
    /// The script raised an error, or used a value wrongly.
    case failed
    /// The budget of instructions is spent; work inside C counts too.
    case instructions(Int)
    /// More bytes were asked for than the budget allows.
    case memory(Int)
    /// More was printed than the budget allows.
    case output(Int)
    /// The source is longer than a sandbox reads, is not text, or puts more behind each other than Lua can bear.
    case source
  }

  public let reason: Reason
  /// The name that the host gave the script.
  public let script: String
  /// From 1; 0 where no line is known.
  public let line: Int
  /// Lua's own words for ``Reason/syntax`` and ``Reason/failed``, without the position.
  public let message: String
  /// The library function in which a budget ran out.
  public let culprit: String?
  /// The missing field that the script had read last.
  public let reading: String?

  public var description: String { line > 0 ? "\(script):\(line): \(sentence)" : "\(script): \(sentence)" }

  /// What happened, in one sentence.
  public var sentence: String {
    let place = culprit.map { " in \($0)" } ?? ""
    return switch reason {
    case .syntax, .failed, .source: message
    case .instructions(let limit): "stopped after \(limit) instructions\(place): the budget is spent"
    case .memory(let limit): "stopped: it needs more than \(limit / 1024) KiB of memory"
    case .output(let limit): "stopped: it prints more than \(limit) bytes"
    }
  }
}
