/// Feeds libFuzzer's inputs to one of ``targets``: `Fuzz TARGET [libFuzzer's options and folders]`.
@main
enum Fuzz {
  /// What is tried, by name; each takes any bytes and stops the process where something does not hold.
  static let targets: [(name: String, run: @Sendable (UnsafeRawBufferPointer) throws -> Void)] = [
    ("vcard", VCardTarget.run), ("table", TableTarget.run), ("cells", CellsTarget.run),
    ("sheet", SheetTarget.run), ("ndjson", NDJSONTarget.run), ("contacts", ContactsTarget.run),
    ("lua", LuaTarget.run), ("grammar", GrammarTarget.run), ("rules", RulesTarget.run), ("times", TimesTarget.run),
    ("archive", ArchiveTarget.run), ("manifest", ManifestTarget.run),
  ]

  nonisolated(unsafe) private static var chosen: (UnsafeRawBufferPointer) throws -> Void = { _ in }

  static func main() {
    var arguments = CommandLine.arguments
    guard arguments.count > 1, let target = targets.first(where: { $0.name == arguments[1] }) else {
      print(targets.map(\.name).joined(separator: "\n"))
      return
    }
    chosen = target.run
    arguments.remove(at: 1)
    // They stay as long as the process.
    var count = Int32(arguments.count)
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = .allocate(capacity: arguments.count + 1)
    for (place, argument) in arguments.enumerated() { words?[place] = copy(argument) }
    words?[arguments.count] = nil
    _ = runDriver(&count, &words) { bytes, size in
      do {
        try Fuzz.chosen(UnsafeRawBufferPointer(start: bytes, count: size))
      } catch {
        preconditionFailure("thrown: \(error)")
      }
      return 0
    }
  }

  /// Stops the process, so that libFuzzer keeps the input.
  static func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { preconditionFailure(what()) }
  }

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    place.initialize(from: Array(bytes), count: bytes.count)
    return place
  }
}

/// As FuzzerInterface.h declares it.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
