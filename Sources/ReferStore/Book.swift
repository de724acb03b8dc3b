import GRDB

/// The book: one SQLite file that remembers contacts and all that happened with them.
///
/// Each call of ``read(_:)`` and ``write(_:at:_:)`` is one transaction. What is read is one state of the book, and what
/// is written is there whole or not at all, whenever the program or the machine stops.
package final class Book {
  package let path: String
  /// What was known then: see ``read(_:)``; nil is now.
  private let moment: Double?
  private let queue: DatabaseQueue

  /// Seconds to wait for another program that writes.
  private static let patience = 5.0

  private init(path: String, moment: Double?, queue: DatabaseQueue) {
    self.path = path
    self.moment = moment
    self.queue = queue
  }

  // MARK: Opening

  /// Makes an empty book that only its owner may read. It is there whole or not at all.
  ///
  /// - Throws: ``BookError``, ``BookError/exists(path:)`` among them.
  package static func create(path: String) throws -> Book {
    try BookFile.create(path) { unfinished in
      try guarded(path) {
        let queue = try DatabaseQueue(path: unfinished, configuration: configuration(isReadOnly: false))
        // The file keeps this. GRDB's own setting would write to it each time that it is opened.
        try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try Migrations.migrator.migrate(queue)
        try queue.close()
      }
    }
    return try open(path: path)
  }

  /// Opens a book and brings it up to this version of refer.
  ///
  /// - Throws: ``BookError``.
  package static func open(path: String) throws -> Book { try open(path: path, isReadOnly: false, asOf: nil) }

  /// Opens a book for reading, as it is, or as it was known at a moment (seconds since 1970).
  ///
  /// - Throws: ``BookError``.
  package static func openForReading(path: String, asOf moment: Double? = nil) throws -> Book {
    try open(path: path, isReadOnly: true, asOf: moment)
  }

  /// A book that is gone with the program: what a plan is tried on where there is no book yet.
  package static func inMemory() throws -> Book {
    try guarded("the plan") {
      let queue = try DatabaseQueue(configuration: configuration(isReadOnly: false))
      try Migrations.migrator.migrate(queue)
      return Book(path: "the plan", moment: nil, queue: queue)
    }
  }

  private static func open(path: String, isReadOnly: Bool, asOf moment: Double?) throws -> Book {
    try BookFile.check(path, isReadOnly: isReadOnly)
    return try guarded(path) {
      let place = isReadOnly && BookFile.isSealed(path) ? BookFile.immutable(path) : path
      let queue = try DatabaseQueue(path: place, configuration: configuration(isReadOnly: isReadOnly))
      let isCurrent = try queue.read { db in
        guard try Migrations.isBook(db) else { throw BookError.foreign(path: path) }
        if try Migrations.migrator.hasBeenSuperseded(db) { throw BookError.newer(path: path) }
        return try Migrations.migrator.hasCompletedMigrations(db)
      }
      if isReadOnly, !isCurrent {
        try queue.close()
        _ = try open(path: path)
        return try open(path: path, isReadOnly: true, asOf: moment)
      }
      if !isCurrent { try Migrations.migrator.migrate(queue) }
      return Book(path: path, moment: moment, queue: queue)
    }
  }

  private static func configuration(isReadOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    // The tables of another moment stand in a schema of their own, and links do not reach out of one.
    configuration.foreignKeysEnabled = !isReadOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      // A walk over the book reads each page once: 2 MiB of them are enough.
      if isReadOnly { return try db.execute(sql: "PRAGMA cache_size = -2048") }
      // What is erased is overwritten, too.
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA cache_size = -16384; PRAGMA synchronous = FULL")
    }
    return configuration
  }

  // MARK: Transactions

  /// Reads one state of the book.
  ///
  /// - Throws: ``BookError``, and what the body throws.
  package func read<Value>(_ body: (BookReader) throws -> Value) throws -> Value {
    try Self.guarded(path) {
      try queue.inDatabase { db in
        var result: Value?
        try db.inTransaction(.deferred) {
          if let moment { _ = try Rewind.shadow(db, to: moment) }
          result = try body(BookReader(db))
          return .rollback
        }
        guard let result else { throw BookError.unusable(path: path, reason: "the reading was cut short") }
        return result
      }
    }
  }

  /// Writes, in one transaction, what is no deed of the user.
  func outsideDeeds(_ body: (Database) throws -> Void) throws {
    try Self.guarded(path) {
      try queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          try body(db)
          return .commit
        }
      }
    }
  }

  /// Lets a check-up look at the book as SQLite has it.
  func inspect(_ body: (Database) throws -> Void) throws { try Self.guarded(path) { try queue.inDatabase(body) } }

  /// Changes the book by one deed, which `refer undo` can take back: all of it, or nothing where the body throws.
  ///
  /// - Parameters:
  ///   - verb: the command, such as "log".
  ///   - moment: when it is entered, in seconds since 1970.
  ///   - zone: in which its days and clock times are meant.
  ///   - body: answers what was understood, for the list of deeds; nil where nothing was changed.
  /// - Throws: ``BookError``, and what the body throws.
  @discardableResult
  package func write(
    _ verb: String, at moment: Double, zone: String? = nil, _ body: (BookWriter) throws -> String?
  ) throws -> Int64? {
    try Self.guarded(path) { try queue.inDatabase { try Self.commit($0, verb, moment, zone, body) } }
  }

  private static func commit(
    _ db: Database, _ verb: String, _ moment: Double, _ zone: String?, _ body: (BookWriter) throws -> String?
  ) throws -> Int64? {
    var deed: Int64?
    try db.inTransaction(.immediate) {
      try db.execute(
        sql: "INSERT INTO deed (at, zone, verb, summary) VALUES (?, ?, ?, '')", arguments: [moment, zone, verb])
      let id = db.lastInsertedRowID
      guard let summary = try body(BookWriter(db, deed: id, at: moment)) else { return .rollback }
      try db.execute(sql: "UPDATE deed SET summary = ? WHERE id = ?", arguments: [summary, id])
      deed = id
      return .commit
    }
    return deed
  }

  /// Takes a deed back, by a deed of its own that can be taken back like any other. Returns what is taken back.
  ///
  /// - Throws: ``BookError`` where nobody did it, it is taken back already, a later deed builds on it, or what it did
  ///   can't be taken back.
  package func undo(_ number: Int64, at moment: Double) throws -> Deed? {
    try Self.guarded(path) {
      try queue.inDatabase { db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        let result = Result { try Self.undo(number, db, moment) }
        try db.execute(sql: "PRAGMA foreign_keys = ON")
        return try result.get()
      }
    }
  }

  private static func undo(_ number: Int64, _ db: Database, _ moment: Double) throws -> Deed? {
    var done: Deed?
    _ = try commit(db, "undo", moment, nil) { writer in
      done = try writer.undo(number)
      try db.checkForeignKeys()
      return "Took back: \(done?.summary ?? "")"
    }
    return done
  }

  /// Removes the file of a book that was made in vain.
  package static func remove(path: String) { BookFile.remove(path) }

  /// Erases a contact for good, also from the past of the book and from the unused parts of its file. No undo brings
  /// them back. Returns how many records of others linked to them.
  ///
  /// - Throws: ``BookError``.
  package func forget(_ contact: Int64, at moment: Double) throws -> Int {
    var links = 0
    try write(BookWriter.forgetting, at: moment) { writer in
      links = try writer.forget(contact)
      return "Forgot a person"
    }
    // What was deleted may still stand in the log beside the file, and in its free pages.
    try Self.guarded(path) {
      try queue.vacuum()
      try queue.inDatabase { db in _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }
    return links
  }

  /// Turns what SQLite says into what the user can do.
  private static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw BookError(error, path: path) }
  }
}
