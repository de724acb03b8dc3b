/// The text of a rules file, for messages: its lines, and which line and column a byte stands in.
///
/// Lines are counted as Lua counts them, so that its line numbers fit. A byte order mark at the start is
/// dropped: Windows editors write it, and it means nothing. Where rules stand in several files, lines and bytes are
/// counted on from the first to the next: ``place(ofLine:)`` tells the file of one.
package struct ScriptSource: Sendable {
  /// A file beside the first.
  package struct Module: Sendable {
    /// What stands behind `require`; nil for the first file of a pack, and for what is no Lua.
    package let name: String?
    /// The template that the file is; nil for rules.
    let template: String?
    /// Which pack it belongs to, of those that the rules use; 0 is the rules' own.
    package let origin: Int
    package let source: ScriptSource
    /// The number of its first line, where the lines of all files are counted together.
    package let firstLine: Int
    /// Where it begins, in the bytes of all files.
    let start: Int
  }

  /// As shown in messages, for example `rules.lua`.
  package let name: String
  /// What Lua is to be given: the text of the first file without a byte order mark.
  package let text: String
  /// All but the first.
  private let files: [Module]
  package let hadByteOrderMark: Bool
  let bytes: [UInt8]
  private let starts: [Int]

  /// What the first bytes say that the file is.
  package enum Format: Hashable, Sendable { case text, compiled, utf16 }

  package init(name: String, text: String) {
    self.init(name: name, bytes: text.utf8)
  }

  package init(name: String, bytes: some Sequence<UInt8>) {
    var bytes = Array(bytes)
    hadByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if hadByteOrderMark { bytes.removeFirst(3) }
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
    files = []
    self.bytes = Array(text.utf8)
    starts = Self.lineStarts(self.bytes)
  }

  /// Rules in several files, which the first may require by their names; and templates, each a file of text.
  package init(
    _ main: ScriptSource, modules: [(name: String, source: ScriptSource)],
    templates: [(name: String, source: ScriptSource)] = []
  ) {
    self.init(
      main,
      files: modules.map { File(module: $0.name, origin: 0, source: $0.source) }
        + templates.map { File(template: $0.name, origin: 0, source: $0.source) })
  }

  /// Rules, and behind them the packs that they use.
  init(_ rules: ScriptSource, packs: [ScriptSource]) {
    var files = rules.files.map { File($0, origin: 0) }
    for (number, pack) in packs.enumerated() {
      files.append(File(origin: number + 1, source: pack.main))
      files += pack.files.map { File($0, origin: number + 1) }
    }
    self.init(rules.main, files: files)
  }

  /// A file before its place among the others is known.
  private struct File {
    var module: String?
    var template: String?
    let origin: Int
    let source: ScriptSource

    init(module: String? = nil, template: String? = nil, origin: Int, source: ScriptSource) {
      (self.module, self.template, self.origin, self.source) = (module, template, origin, source)
    }

    init(_ other: Module, origin: Int) {
      self.init(module: other.name, template: other.template, origin: origin, source: other.source)
    }
  }

  private init(_ main: ScriptSource, files: [File]) {
    name = main.name
    text = main.text
    hadByteOrderMark = main.hadByteOrderMark
    var bytes = main.bytes
    var lines = main.lineCount
    self.files = files.map { file in
      bytes.append(10)
      let module = Module(
        name: file.module, template: file.template, origin: file.origin, source: file.source, firstLine: lines + 1,
        start: bytes.count)
      bytes += file.source.bytes
      lines += file.source.lineCount
      return module
    }
    self.bytes = bytes
    // Not of all bytes at once: a file may end with the first half of an end of line.
    starts = main.starts + self.files.flatMap { module in module.source.starts.map { $0 + module.start } }
  }

  /// The files of rules.
  package var modules: [Module] { files.filter { $0.template == nil } }

  /// The files that are a template each.
  var templates: [Module] { files.filter { $0.template != nil } }

  /// The file in which a line stands, and its number there; 0 is no line of the first.
  package func place(ofLine line: Int) -> SourcePlace {
    guard let module = module(ofLine: line) else { return SourcePlace(file: name, line: line) }
    return SourcePlace(file: module.source.name, line: line - module.firstLine + 1)
  }

  /// Where something stands, as far as it is known: a line of another's file becomes the first of one's own. So it is
  /// where a pack calls from a file's last line: what runs then is the line that uses the pack.
  func site(_ line: Int, of origin: Int) -> Site {
    let isOwn = module(ofLine: line).map(\.origin) ?? 0 == origin
    let first = files.first { $0.origin == origin }?.firstLine ?? 0
    return Site(origin: origin, line: isOwn ? line : origin == 0 ? 0 : first)
  }

  /// The last file that begins on the line or before it.
  private func module(ofLine line: Int) -> Module? {
    var (low, high) = (0, files.count)
    while low < high {
      let middle = (low + high) / 2
      if files[middle].firstLine <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? files[low - 1] : nil
  }

  /// A line as a sentence about another line's file names it, else about the first file: "line 3",
  /// "line 3 of lib/words.lua".
  func spoken(_ line: Int, from other: Int = 0) -> String {
    let place = place(ofLine: line)
    return place.file == self.place(ofLine: other).file ? "line \(place.line)" : "line \(place.line) of \(place.file)"
  }

  /// The file of that name alone; nil for one that is not among them.
  func file(named name: String) -> ScriptSource? {
    name == self.name ? self : files.first { $0.source.name == name }?.source
  }

  /// The bytes of each file of rules, among those of all.
  var fileRanges: [Range<Int>] {
    [0..<(files.first.map { $0.start - 1 } ?? bytes.count)]
      + modules.map { $0.start..<$0.start + $0.source.bytes.count }
  }

  /// The first file alone.
  var main: ScriptSource { files.isEmpty ? self : ScriptSource(name: name, text: text) }

  package var format: Format {
    if bytes.first == 0x1B { return .compiled }
    // Each letter of plain English is a byte and a zero in UTF-16.
    let head = bytes.prefix(256)
    return head.count { $0 == 0 } * 3 >= max(head.count, 3) ? .utf16 : .text
  }

  package var lineCount: Int { starts.count }

  package var lines: [String] { (1...starts.count).map(line) }

  /// The text of a line, the first being 1, without its end; empty for a line that is not there.
  package func line(_ number: Int) -> String {
    guard number >= 1, number <= starts.count else { return "" }
    var end = number < starts.count ? starts[number] : bytes.count
    let start = starts[number - 1]
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// How far the first visible character of a line stands from the left; a tab counts as far as the next stop of 4.
  func indent(ofLine number: Int) -> Int {
    guard number >= 1, number <= starts.count else { return 0 }
    var width = 0
    for byte in bytes[starts[number - 1]...] {
      if byte == 32 { width += 1 } else if byte == 9 { width += 4 - width % 4 } else { break }
    }
    return width
  }

  /// Where the line starts that `number` counts, in bytes.
  func start(ofLine number: Int) -> Int {
    number <= starts.count ? starts[max(number, 1) - 1] : bytes.count
  }

  /// The line and column of a byte, both from 1; columns count characters.
  func place(atByte offset: Int) -> Place {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let prefix = bytes[starts[low]..<min(max(offset, starts[low]), bytes.count)]
    return Place(line: low + 1, column: String(decoding: prefix, as: UTF8.self).count + 1, length: 1)
  }

  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == 10 || byte == 13 else { continue }
      // Lua takes either order of the two as one end of line.
      if at < bytes.count, bytes[at] == 10 || bytes[at] == 13, bytes[at] != byte { at += 1 }
      starts.append(at)
    }
    return starts
  }
}

extension ScriptSource {
  /// What is wrong on a line, or at a place, that is counted over all files.
  package func diagnostic(
    line: Int, at place: Place? = nil, severity: Diagnostic.Severity = .error, _ message: String,
    remedy: String? = nil
  ) -> Diagnostic {
    let found = self.place(ofLine: place?.line ?? line)
    return Diagnostic(
      file: found.file, line: found.line, column: place?.column, length: place?.length ?? 1, severity: severity,
      message: message, remedy: remedy)
  }
}
