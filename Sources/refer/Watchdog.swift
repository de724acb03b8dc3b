import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Stops the process when one contact, or the loading of the rules, takes too long.
///
/// The budgets end what a rule does long before; this is the last resort against what they can't see. A
/// watchdog never decides a result: it ends the whole run.
final class Watchdog: Sendable {
  /// Odd while something is worked on, even while nothing is; each change counts on.
  private let beat = Atomic<UInt>(0)
  private let limit: Int
  private let stop: @Sendable (String) -> Void

  /// What happens when the time is over.
  private static let end: @Sendable (String) -> Void = { message in
    Terminal.complain(message)
    // The thread that works holds what `exit` would wait for.
    _exit(3)
  }

  /// Watches from now on, as long as the process lives.
  ///
  /// - Parameters:
  ///   - limit: milliseconds that one piece of work may take.
  ///   - stop: is told why; by default the process ends with status 3.
  init(limit: Int = 60_000, stop: @escaping @Sendable (String) -> Void = Watchdog.end) {
    self.limit = limit
    self.stop = stop
    start()
  }

  /// Work begins, or ends. One thread may call this.
  func mark(isWorking: Bool) {
    let last = beat.load(ordering: .relaxed)
    let isOdd = last & 1 == 1
    beat.store(last &+ (isOdd == isWorking ? 2 : 1), ordering: .relaxed)
  }

  private func start() {
    let context = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, nil,
      { context in
        if let context = context as UnsafeMutableRawPointer? {
          Unmanaged<Watchdog>.fromOpaque(context).takeRetainedValue().watch()
        }
        return nil
      }, context)
    // Without a thread there is no last resort; the budgets hold all the same.
    if status != 0 { Unmanaged<Watchdog>.fromOpaque(context).release() }
  }

  private func watch() {
    let step = max(limit / 20, 1)
    var seen = beat.load(ordering: .relaxed)
    var waited = 0
    while true {
      usleep(UInt32(step) * 1000)
      let now = beat.load(ordering: .relaxed)
      waited = now == seen && now & 1 == 1 ? waited + step : 0
      seen = now
      if waited < limit { continue }
      let seconds = limit < 1000 ? "\(limit) ms" : "\(limit / 1000) s"
      return stop("stopped: one contact, or the loading of the rules, took more than \(seconds); simplify the rules")
    }
  }
}
