import CLuaHost
import CRows

/// What the C side calls back: the host's functions, by number.
final class Host {
  var functions: [Sandbox.Function] = []
  /// Functions with numbers of their own, below 0.
  var special: [Int: Sandbox.Function] = [:]
  var test: ((Int32, UInt16, UnsafePointer<rw_cell>) -> Int32)?
  var print: ((Int, UnsafeBufferPointer<UInt8>) -> Void)?

  /// Answers one call: 0 and a value in `reply`, or 1 and a message. Nothing is raised from here.
  func answer(
    _ id: Int32, _ arguments: ValueReader, _ caller: lh_caller, into reply: UnsafeMutablePointer<lh_buffer>
  ) -> Int32 {
    var reader = arguments
    let function = id < 0 ? special[Int(id)] : functions[Int(id)]
    do {
      let call = Sandbox.Call(
        arguments: reader.all(), byteCount: reader.byteCount,
        bundle: caller.bundle == LH_NO_BUNDLE ? nil : Int(caller.bundle),
        line: Int(caller.line))
      guard let function else { throw Self.unanswered(id, call) }
      var writer = ValueWriter()
      writer.append(try function(call))
      return Self.append(writer.bytes, to: reply) ? 0 : 1
    } catch {
      // Out of memory even for the message: the script sees an empty one.
      _ = Self.append(Array("\(error)".utf8), to: reply)
      return 1
    }
  }

  /// What a script is told where the host has nothing to say of its own.
  private static func unanswered(_ id: Int32, _ call: Sandbox.Call) -> HostError {
    let asked = Int(id) == LH_CALL_FIELD ? call.arguments.dropFirst().first : call.arguments.first
    let name = if case .text(let name)? = asked { "'\(name)'" } else { "this" }
    return switch Int(id) {
    case LH_CALL_GLOBAL: HostError("\(name) is not defined")
    case LH_CALL_FIELD: HostError("no field is called \(name)")
    case LH_CALL_MODULE: HostError("there is no module \(name)")
    default: HostError("this can't be called like a function")
    }
  }

  private static func append(_ bytes: [UInt8], to reply: UnsafeMutablePointer<lh_buffer>) -> Bool {
    bytes.withUnsafeBufferPointer { lh_buffer_append(reply, $0.baseAddress, $0.count) }
  }
}
