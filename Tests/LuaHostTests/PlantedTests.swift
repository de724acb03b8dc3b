import CRows
import Foundation
import LuaHost
import Testing

/// Defects on purpose, one at a time, for `scripts/sanitize --prove`: each passes unless a sanitizer watches.
@Suite("planted defects", .enabled(if: planted != nil))
struct PlantedTests {
  @Test("memory taken in C and never given back", .enabled(if: planted == "leak-c"))
  func leakInC() { #expect(rw_arena_new() != nil) }

  @Test("a sandbox that nobody closes", .enabled(if: planted == "leak-lua"))
  func leakInLua() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.run("kept = { 'x' } return #kept", name: "leak.lua") == [.integer(1)])
    _ = Unmanaged.passRetained(sandbox)
  }

  @Test("a row that is read when its memory is gone", .enabled(if: planted == "use-after-free"))
  func useAfterFree() throws {
    let arena = try #require(rw_arena_new())
    let place = try #require(rw_arena_take(arena, 16)).assumingMemoryBound(to: UInt8.self)
    rw_arena_free(arena)
    #expect(place.pointee >= 0)
  }

  @Test("a sandbox that two threads use at once", .enabled(if: planted == "race"))
  func race() throws {
    nonisolated(unsafe) let sandbox = try Sandbox()
    let isDone = DispatchSemaphore(value: 0)
    Thread {
      sandbox.begin(.decision)
      isDone.signal()
    }.start()
    sandbox.begin(.decision)
    isDone.wait()
    #expect(sandbox.instructionsUsed == 0)
  }
}

private let planted = ProcessInfo.processInfo.environment["REFER_PLANT"]
