/// What a source must keep to before it is compiled: its length, and how much it puts behind each other.
///
/// Neither compiling nor naming a value in an error is counted by a budget, and Lua 5.4.4 follows a
/// chain such as `a.b.c` by recursion when it names the value that failed: with 100,000 links it runs
/// out of stack. The count builds nothing and looks at each byte once.
struct SourceBounds {
  /// Why a source is refused.
  struct Refusal: Hashable {
    /// 0 where it is the whole source.
    let line: Int
    let message: String
  }

  /// The most `.name`, `:name`, `[…]` and `(…)` that may follow each other.
  static let longestChain = 200

  static func refusal(of source: UnsafeBufferPointer<UInt8>) -> Refusal? {
    if source.count > Sandbox.maximumSourceLength {
      let length = (source.count + 1023) / 1024
      let most = Sandbox.maximumSourceLength / 1024
      return Refusal(line: 0, message: "the file has \(length) KiB; a script has at most \(most)")
    }
    if source.first == 0x1B { return Refusal(line: 0, message: "this is a compiled script; only its text is run") }
    return longChain(in: source)
  }

  private static func longChain(in source: UnsafeBufferPointer<UInt8>) -> Refusal? {
    var tokens = SourceTokens(source)
    // The chain that the walk is in; one more for each open bracket.
    var chains = [0]
    while let token = tokens.next() {
      switch token {
      case .link, .text: chains[chains.count - 1] += 1
      case .open: chains.append(0)
      case .close(let bracket):
        // A surplus one is left to the compiler. A chain goes on behind its parentheses: (a.b).c
        let inner = chains.count > 1 ? chains.removeLast() : 0
        chains[chains.count - 1] += bracket == .round ? inner + 1 : 1
      case .other: chains[chains.count - 1] = 0
      }
      if chains[chains.count - 1] > longestChain {
        return Refusal(line: tokens.line, message: "more than \(longestChain) fields or calls behind each other")
      }
    }
    return nil
  }
}
