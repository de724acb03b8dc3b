import ReferModel
import ReferReports
import ReferRules
import ReferStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where one person's network lives: a folder with the book, the rules and what belongs to them.
///
/// ```swift
/// let workspace = try Workspace()
/// let run = try workspace.run(zone: "Europe/Berlin")
/// let evaluation = Evaluation(rules: try RulesFile(path: workspace.rules), over: workspace, run: run)
/// ```
public struct Workspace: Hashable, Sendable {
  /// The path of the book.
  public let book: String

  /// - Parameter book: nil is $REFER_BOOK, else `book.sqlite` in `refer` under $XDG_DATA_HOME or ~/.local/share.
  /// - Throws: ``ReferError`` where nothing says where the book is.
  public init(book: String? = nil) throws {
    if book?.isEmpty == true {
      throw ReferError("--book: this names no file; leave it out for your own book", status: .wrongUsage)
    }
    if let book = book ?? Self.environment("REFER_BOOK") {
      self.book = book
    } else if let data = Self.environment("XDG_DATA_HOME"), data.hasPrefix("/") {
      self.book = "\(data)/refer/book.sqlite"
    } else if let home = Self.environment("HOME") {
      self.book = "\(home)/.local/share/refer/book.sqlite"
    } else {
      throw ReferError("nothing says where the book is: name it with --book FILE, or set REFER_BOOK")
    }
  }

  /// Lets messages offer commands over this book, as it was typed; nil is a book that needs no naming.
  public func offered(asTyped path: String?) -> Workspace {
    Offer.keep(book: path)
    return self
  }

  /// A command, such as "undo", as messages offer it.
  public static func command(_ words: String) -> String { Offer.command(words) }

  /// The folder of the book and of all that belongs to it.
  public var folder: String {
    guard let slash = book.lastIndex(of: "/") else { return "." }
    return slash == book.startIndex ? "/" : String(book[..<slash])
  }

  /// The path of the user's own rules.
  public var rules: String { folder == "." ? "rules.lua" : "\(folder)/rules.lua" }

  /// Whether there are rules in the folder of the book.
  public var hasOwnRules: Bool { access(rules, F_OK) == 0 }

  /// The rules in the folder of the book.
  ///
  /// - Throws: ``ReferError`` where they can't be read.
  public func ownRules() throws -> RulesFile { try ownRules(on: PackShelf(self)) }

  func ownRules(on shelf: PackShelf) throws -> RulesFile {
    if !hasOwnRules {
      throw ReferError(
        "\(TerminalText.escaped(rules)): there are no rules of your own yet; name a rules file, or write this one ('refer init')"
      )
    }
    var rules = try RulesFile(ownRulesOf: self)
    try rules.join(shelf)
    return rules
  }

  /// Whether a path leads to the rules in the folder of the book.
  func isOwnRules(_ path: String) -> Bool {
    guard let own = realpath(rules, nil) else { return false }
    defer { free(own) }
    guard let other = realpath(path, nil) else { return false }
    defer { free(other) }
    return strcmp(own, other) == 0
  }

  /// Whether the book is there.
  var hasBook: Bool { access(book, F_OK) == 0 }

  /// The time and the zone of a run over this book: the zone is that of the user's profile unless one is given.
  ///
  /// - Throws: ``ReferError`` for a date or a zone that is none, and for a book that can't be read.
  public func run(now: String? = nil, asOf: String? = nil, zone: String? = nil) throws -> RunContext {
    if zone == nil, hasBook, let own = try read(asOf: nil, { try $0.profile("zone") }) {
      return try RunContext(now: now, asOf: asOf, zone: own, of: "me.zone")
    }
    return try RunContext(now: now, asOf: asOf, zone: zone)
  }

  /// What the user said of themselves; nothing where there is no book yet.
  ///
  /// - Throws: ``ReferError`` for a book that can't be read.
  func profile(asOf moment: Instant?) throws -> Profile {
    guard hasBook else { return Profile() }
    return try read(asOf: moment) { reader in
      var values: [String: String] = [:]
      for field in Schema.me.fields { values[field.name] = try reader.profile(field.name) }
      return Profile(values)
    }
  }

  // MARK: The book

  /// Reads the book as it is, or as it was known at a run's `--as-of`.
  ///
  /// - Throws: ``ReferError``.
  func read<Value>(asOf moment: Instant?, _ body: (BookReader) throws -> Value) throws -> Value {
    try ReferError.wrap { try Book.openForReading(path: book, asOf: moment?.seconds).read(body) }
  }

  /// Changes the book by one deed; see ``Book/write(_:at:_:)``. A book that is not there is made where `creates` says
  /// so; for a plan, one that is gone with it.
  ///
  /// - Returns: the deed's number; nil where nothing was changed.
  /// - Throws: ``ReferError``.
  @discardableResult
  func write(
    _ verb: String, run: RunContext, creates: Bool = false, isPlan: Bool = false, _ body: (BookWriter) throws -> String?
  ) throws -> Int64? {
    try ReferError.wrap {
      let isNew = creates && !hasBook
      let open = try open(creates: isNew, isPlan: isPlan)
      var deed: Int64?
      // A book in which nothing came to stand was made in vain.
      defer { if isNew, !isPlan, deed == nil { Book.remove(path: book) } }
      deed = try open.write(verb, at: run.clock.now.seconds, zone: run.zone, body)
      return deed
    }
  }

  private func open(creates: Bool, isPlan: Bool) throws -> Book {
    guard creates else { return try Book.open(path: book) }
    if isPlan { return try Book.inMemory() }
    try makeFolder()
    return try Book.create(path: book)
  }

  /// The folder and those above it, for nobody else to read.
  func makeFolder() throws {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") where part != "." {
      path += "/\(part)"
      if mkdir(path, 0o700) != 0, errno != EEXIST {
        throw ReferError(
          "\(TerminalText.escaped(path)): this folder cannot be made: \(String(cString: strerror(errno)))")
      }
    }
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).flatMap { $0.pointee == 0 ? nil : String(cString: $0) }
  }
}
