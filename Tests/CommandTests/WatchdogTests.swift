import Foundation
import Synchronization
import Testing

@testable import refer

@Suite("The watchdog", .serialized)
struct WatchdogTests {
  /// What a watchdog said.
  private final class Heard: Sendable {
    let message = Mutex<String?>(nil)
  }

  @Test("work that takes too long is stopped, and the reason told")
  func stops() async throws {
    let heard = Heard()
    let watchdog = Watchdog(limit: 100) { text in heard.message.withLock { $0 = text } }
    watchdog.mark(isWorking: true)
    // Its thread may have to wait for a busy machine.
    for _ in 0..<3000 where heard.message.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(20)) }
    #expect(
      heard.message.withLock { $0 }
        == "stopped: one contact, or the loading of the rules, took more than 100 ms; simplify the rules")
  }

  @Test("the process ends with status 3 and a message")
  func ends() async throws {
    let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardErrorContent]) {
      let watchdog = Watchdog(limit: 100)
      watchdog.mark(isWorking: true)
      try await Task.sleep(for: .seconds(300))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("refer: stopped: one contact, or the loading of the rules, took more than 100 ms"))
  }

  @Test("waiting is no work, however long")
  func waits() async throws {
    let heard = Heard()
    // So long that a busy machine does not part the two marks by it.
    let watchdog = Watchdog(limit: 1000) { text in heard.message.withLock { $0 = text } }
    watchdog.mark(isWorking: true)
    watchdog.mark(isWorking: false)
    try await Task.sleep(for: .milliseconds(1500))
    #expect(heard.message.withLock { $0 } == nil)
  }

  @Test("many short pieces of work may take long together, with or without a pause between them")
  func sums() {
    let heard = Heard()
    // So long that a busy machine does not make one of the pieces too long; and on this thread: a task would wait until
    // another test lets go of one.
    let watchdog = Watchdog(limit: 2000) { text in heard.message.withLock { $0 = text } }
    for _ in 0..<30 {
      watchdog.mark(isWorking: true)
      usleep(50_000)
      watchdog.mark(isWorking: true)
      usleep(50_000)
      if Bool.random() { watchdog.mark(isWorking: false) }
    }
    #expect(heard.message.withLock { $0 } == nil)
  }
}
