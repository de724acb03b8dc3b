import CLuaHost
import CRows

/// What the C side calls back: the host's functions, by number.
final class Host {
  var functions: [Sandbox.Function] = []
  /// Functions with numbers of their own, below 0.
  var special: [Int: Sandbox.Function] = [:]
  var test: ((Int32, UInt16, UnsafePointer<rw_cell>) -> Int32)?
  var print: ((UnsafeBufferPointer<UInt8>) -> Void)?

  /// Answers one call: 0 and a value in `reply`, or 1 and a message. Nothing is raised from here.
  func answer(_ id: Int32, _ arguments: ValueReader, line: Int, into reply: UnsafeMutablePointer<lh_buffer>) -> Int32 {
    var reader = arguments
    let function = id < 0 ? special[Int(id)] : functions[Int(id)]
    do {
      guard let function else { throw HostError("this can't be used here") }
      var writer = ValueWriter()
      writer.append(try function(Sandbox.Call(arguments: reader.all(), line: line)))
      return Self.append(writer.bytes, to: reply) ? 0 : 1
    } catch {
      // Out of memory even for the message: the script sees an empty one.
      _ = Self.append(Array("\(error)".utf8), to: reply)
      return 1
    }
  }

  private static func append(_ bytes: [UInt8], to reply: UnsafeMutablePointer<lh_buffer>) -> Bool {
    bytes.withUnsafeBufferPointer { lh_buffer_append(reply, $0.baseAddress, $0.count) }
  }
}
